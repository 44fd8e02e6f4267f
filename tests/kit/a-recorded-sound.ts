/** Sounds and pictures that browsers really play and show, made by code: silence in Ogg Opus, and a plain PNG. */
import { crc32, deflateSync } from 'node:zlib';

/** 20 milliseconds of silence, as every Opus encoder writes them. */
const SILENT_PACKET = Uint8Array.of(0xf8, 0xff, 0xfe);
const PACKETS_A_SECOND = 50;
/** Opus counts at 48 kHz, whatever it was recorded at. */
const SAMPLES_A_PACKET = 960;
const PRE_SKIP = 0;
/** A page has room for 255 packets; a second on each is easy to read. */
const PACKETS_A_PAGE = PACKETS_A_SECOND;
const FIRST_PAGE = 2;
const LAST_PAGE = 4;

/** Ogg's own checksum: the polynomial of zlib's, but with its bits the other way round and nothing turned over. */
const oggCrc = (bytes: Uint8Array): number => {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
};

interface OggPage {
  readonly number: number;
  readonly flags: number;
  /** How many samples have ended with this page. */
  readonly samples: number;
  readonly packets: readonly Uint8Array[];
}

/** No packet of ours is longer than one lacing value says. */
const oggPage = ({ number, flags, samples, packets }: OggPage): Buffer => {
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head.writeUInt8(flags, 5);
  head.writeBigUInt64LE(BigInt(samples), 6);
  head.writeUInt32LE(0x0757, 14);
  head.writeUInt32LE(number, 18);
  head.writeUInt8(packets.length, 26);
  const page = Buffer.concat([head, Uint8Array.from(packets, (packet) => packet.byteLength), ...packets]);
  page.writeUInt32LE(oggCrc(page), 22);
  return page;
};

const opusHead = (): Buffer => {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(PRE_SKIP, 10);
  head.writeUInt32LE(48_000, 12);
  return head;
};

const opusTags = (): Buffer => {
  const vendor = Buffer.from('our-turn');
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write('OpusTags', 0, 'latin1');
  tags.writeUInt32LE(vendor.length, 8);
  vendor.copy(tags, 12);
  return tags;
};

/** An `audio/ogg` of so many whole seconds in which nobody says anything. */
export const aSilence = (seconds: number): Uint8Array<ArrayBuffer> => {
  const sound = Array.from({ length: seconds }, (_, at) =>
    oggPage({
      number: at + 2,
      flags: at === seconds - 1 ? LAST_PAGE : 0,
      samples: (at + 1) * PACKETS_A_PAGE * SAMPLES_A_PACKET,
      packets: Array.from({ length: PACKETS_A_PAGE }, () => SILENT_PACKET),
    }),
  );
  const heads = [oggPage({ number: 0, flags: FIRST_PAGE, samples: 0, packets: [opusHead()] }), oggPage({ number: 1, flags: 0, samples: 0, packets: [opusTags()] })];
  return new Uint8Array(Buffer.concat([...heads, ...sound]));
};

const pngPart = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const part = Buffer.alloc(body.length + 8);
  part.writeUInt32BE(data.byteLength, 0);
  body.copy(part, 4);
  part.writeUInt32BE(crc32(body), body.length + 4);
  return part;
};

/** An `image/png` in one grey that gets lighter from line to line. */
export const aPicture = (width = 240, height = 160): Uint8Array<ArrayBuffer> => {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  // Eight bits a point, grey.
  size.set([8, 0, 0, 0, 0], 8);
  const lines = Buffer.concat(Array.from({ length: height }, (_, y) => Buffer.concat([Uint8Array.of(0), Buffer.alloc(width, y % 256)])));
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return new Uint8Array(Buffer.concat([signature, pngPart('IHDR', size), pngPart('IDAT', deflateSync(lines)), pngPart('IEND', new Uint8Array())]));
};
