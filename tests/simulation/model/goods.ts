/** The model's records: names instead of bytes, in the same number and order as the real pool's. */
import { HOW_MANY, isSupport, piecesOf, soundsOf, WAYS_OF_A_DRAFT } from '../goods.ts';
import type { Goods } from '../stage.ts';

export type Lane = 'together' | 'apart';

export interface ModelClip {
  readonly id: string;
  readonly digest: string;
  readonly pieces: number;
}
export interface ModelRecord {
  readonly id: string;
  readonly digest: string;
  readonly lane: Lane;
  /** Nobody at the council understands it. */
  readonly isStrange: boolean;
  readonly clips: readonly ModelClip[];
  readonly code: string;
  readonly takesBack?: string;
  readonly inOne?: readonly string[];
}

const make = (id: string, more: Partial<ModelRecord> = {}): ModelRecord => ({ id, digest: '1', lane: 'together', isStrange: false, clips: [], code: `${id} ${more.digest ?? '1'}`, ...more });

/** `way`: from the phone's own list, or by a code that was typed. */
export const takingBack = (code: string, lane: Lane, way: 'own' | 'typed'): ModelRecord => make(`${way} back ${code}`, { lane, takesBack: code, code });
/** New answers in the place of plain ones, which know of themselves that they can be corrected by their name. */
export const correctionOf = (id: string): ModelRecord | undefined => (/^answers-\d+$/.test(id) ? make(`correction of ${id}`) : undefined);
const clipsOf = (id: string, at: number): readonly ModelClip[] => soundsOf(at).map((bytes, clip) => ({ id: `${id}-clip-${clip}`, digest: '1', pieces: piecesOf(bytes) }));

const ONE: Readonly<Record<Goods, (id: string, at: number) => readonly ModelRecord[]>> = {
  'answers': (id) => [make(id)],
  'answers-and-support': (id) => [make(id), make(`${id}-support`, { lane: 'apart' })],
  'interest': (id) => [make(id, { lane: 'apart' })],
  'recorded': (id, at) => [make(id, { lane: isSupport(at) ? 'apart' : 'together', clips: clipsOf(id, at) })],
  'strange': (id) => [make(id, { isStrange: true })],
  'same-draft': (id) => Array.from({ length: WAYS_OF_A_DRAFT }, (_, way) => make(id, { digest: String(way + 1) })),
};

export const MODEL_GOODS = Object.fromEntries(
  Object.entries(HOW_MANY).map(([goods, many]) => [goods, Array.from({ length: many }, (_, at) => ONE[goods as Goods](`${goods}-${at}`, at))]),
) as unknown as Readonly<Record<Goods, readonly (readonly ModelRecord[])[]>>;
