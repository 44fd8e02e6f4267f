/** What a second place stands on: a folder, or object storage. It knows names and bytes, and nothing of what they say. */

export interface Listed {
  /** With `/` between its parts, from the top of the depot. */
  readonly name: string;
  readonly bytes: number;
  /** By the depot's own clock, in milliseconds. */
  readonly changedAt: number;
}

/** A file that grows at its end. */
export interface Segment {
  /** Comes back when the bytes are on the disk. After a failure nothing more may be added: it may end in the midst of a line. */
  readonly append: (bytes: Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Depot {
  /** For people: where it is. */
  readonly where: string;
  /** Whether it stands elsewhere than the data, or somebody has said that this is enough. */
  readonly isApart: boolean;
  /** A segment is closed when it is as long as this. Where nothing can be appended, after its first bytes. */
  readonly segmentBytes: number;
  /** Makes a segment that was not there, with its first bytes on the disk. */
  readonly begin: (name: string, bytes: Uint8Array) => Promise<Segment>;
  /** Comes back when all of it is on the disk, in the place of what had this name; never half of it. `day`: all that shows of when. */
  readonly put: (name: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, day?: string) => Promise<void>;
  /** From this byte on; undefined where there is nothing of this name. */
  readonly read: (name: string, from?: number) => Promise<Buffer | undefined>;
  /** Everything in this folder, however deep, in the order of the names. */
  readonly list: (folder: string) => Promise<readonly Listed[]>;
  /** What is not there is no fault. */
  readonly remove: (name: string) => Promise<void>;
}
