/** Whatever is sealed opens to just that; and no file that was touched, cut, lengthened, mixed or moved ever opens as if nothing had happened. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { PackId } from '../../src/domain/id.ts';
import type { Header, SealedPart, SealedRecord } from '../../src/domain/record.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import { clipDigestOf, pieceDigestOf } from '../../src/proof/clip-digest.ts';
import { concat } from '../../src/proof/digest.ts';
import { fromBase64, toBase64 } from '../../src/proof/receipt.ts';
import { openClip } from '../../src/seal/open-clip.ts';
import { openPart } from '../../src/seal/open.ts';
import { aClip, type AClip } from '../kit/a-clip.ts';
import { aFolder } from '../kit/a-folder.ts';
import { aRecord } from '../kit/a-record.ts';
import { aRing } from '../kit/a-ring.ts';
import { hasAge, openWithAge } from '../kit/an-age.ts';

const prove = process.env['PROVE'] === '1';
const TIMES = prove ? 50 : 1;
const SEED = Number(process.env['SEED'] ?? 1) || 1;
const runs = (many: number) => ({ numRuns: many * TIMES, seed: SEED });
const PACK = { id: 'visitor-parking' as PackId, version: { number: 1, hash: '0123456789abcdef' } };

let ring: KeyRing;
let identity: string;
let records: readonly SealedRecord[];
let clips: readonly AClip[];
beforeAll(async () => {
  const made = await aRing();
  ({ ring } = made);
  ({ identity } = made.intake);
  records = [
    await aRecord(ring, PACK),
    await aRecord(ring, PACK),
    await aRecord(ring, { ...PACK, id: 'bin-days' as PackId }),
    await aRecord(ring, PACK, { kind: 'support' }),
    await aRecord(ring, PACK, { kind: 'interest' }),
  ];
  const owner = { record: records[0]!.id, pack: PACK.id };
  clips = [await aClip(ring, owner, 600_000), await aClip(ring, owner, 600_000), await aClip(ring, { ...owner, record: records[1]!.id }, 600_000)];
});

const headerOf = ({ header }: SealedRecord) => JSON.parse(header) as Header;
const opens = async (header: Header, part: SealedPart): Promise<boolean> => (await openPart([identity], header, part)).ok;
const fileOf = (record: SealedRecord): Uint8Array<ArrayBuffer> => fromBase64(record.sealed[0]!.age);
const withFile = (record: SealedRecord, file: Uint8Array): SealedPart => ({ ...record.sealed[0]!, age: toBase64(file) });

test('whatever a person wrote, in whatever script, of whatever kind: it opens to that, letter for letter', async () => {
  const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 }), fc.constantFrom('', '\0', '"}]}', '\ud800', '</script>', '\u2028'));
  await fc.assert(
    fc.asyncProperty(words, fc.constantFrom('answers', 'support', 'interest'), async (text, kind) => {
      const record = await aRecord(ring, PACK, { kind, text });
      const opened = await Promise.all(record.sealed.map((part) => openPart([identity], headerOf(record), part)));
      const last = opened.at(-1);
      const inside = last?.ok ? (last.value as unknown as { reach?: string; answers?: readonly { value: { text: string } }[] }) : undefined;
      expect(opened.every(({ ok }) => ok) && (inside?.reach ?? inside?.answers?.[0]?.value.text)).toBe(text);
    }),
    runs(60),
  );
});

test('one byte changed, wherever it stands, and it does not open', async () => {
  const [record] = records as [SealedRecord];
  const file = fileOf(record);
  const step = prove ? 1 : 3;
  for (let at = SEED % step; at < file.length; at += step) {
    const touched = file.slice();
    touched[at] = touched[at]! ^ (1 << (at % 8));
    expect(await opens(headerOf(record), withFile(record, touched)), `byte ${at}`).toBe(false);
  }
});

test('cut anywhere, lengthened by anything, doubled, or with a piece moved: it does not open', async () => {
  const [record, other] = records as [SealedRecord, SealedRecord];
  const [file, another] = [fileOf(record), fileOf(other)];
  const place = fc.nat(file.length - 1);
  const changed = fc.oneof(
    place.map((at) => file.slice(0, at)),
    place.map((at) => file.slice(at + 1)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => concat([file, more])),
    place.map((at) => concat([file.slice(0, at), another.slice(at)])),
    fc.tuple(place, place).filter(([one, two]) => file[one] !== file[two]).map(([one, two]) => {
      const moved = file.slice();
      [moved[one], moved[two]] = [file[two]!, file[one]!];
      return moved;
    }),
    fc.uint8Array({ maxLength: 800 }),
    fc.constant(concat([file, file])),
  );
  await fc.assert(
    fc.asyncProperty(changed, async (touched) => {
      // At a cut between two files the first may be whole.
      fc.pre(toBase64(touched) !== toBase64(file) && toBase64(touched) !== toBase64(another));
      expect(await opens(headerOf(record), withFile(record, new Uint8Array(touched)))).toBe(false);
    }),
    runs(300),
  );
});

test('a part under any other record’s header, kind, pack or part’s name does not open, and under its own it does', async () => {
  const parts = records.flatMap((record) => record.sealed.map((part) => ({ record, part })));
  for (const { record, part } of parts) {
    for (const under of parts) {
      const isOwn = under.record === record && under.part.part === part.part;
      expect(await opens(headerOf(under.record), { part: under.part.part, age: part.age })).toBe(isOwn);
    }
  }
});

test('clips with their pieces changed about, dropped, doubled or exchanged have another digest, and do not open', async () => {
  const [clip, sister, stranger] = clips as [AClip, AClip, AClip];
  const digest = async (pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<string> => clipDigestOf(await Promise.all(pieces.map(pieceDigestOf)));
  const piece = fc.constantFrom(...[clip, sister, stranger].flatMap(({ pieces }) => [...pieces]));
  expect((await openClip([identity], clip.head, concat(clip.pieces))).ok).toBe(true);
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 4 }), async (pieces) => {
      fc.pre(pieces.length !== clip.pieces.length || pieces.some((each, at) => each !== clip.pieces[at]));
      expect(await digest(pieces)).not.toBe(clip.named.digest);
      expect((await openClip([identity], clip.head, concat(pieces))).ok).toBe(false);
    }),
    runs(40),
  );
  for (const other of [sister, stranger]) expect(await openClip([identity], clip.head, concat(other.pieces))).toMatchObject({ problem: { code: 'not-the-same-record' } });
});

test('a clip with any byte changed does not open', async () => {
  const { head, pieces } = clips[0]!;
  const file = concat(pieces);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.nat(600), fc.nat(file.length - 1)), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const touched = file.slice();
      touched[at] = touched[at]! ^ by;
      expect((await openClip([identity], head, touched)).ok).toBe(false);
    }),
    runs(40),
  );
});

// Where there is no age on the PATH this can't be tried, and a loud line says so.
test.skipIf(!hasAge)('the age command line opens every part and every clip, and refuses them touched', async () => {
  const key = join(aFolder(), 'key');
  writeFileSync(key, `${identity}\n`);
  for (const { age } of records.flatMap(({ sealed }) => sealed)) {
    expect(JSON.parse(openWithAge(key, age) ?? '')).toMatchObject({ v: 1 });
    const touched = fromBase64(age);
    touched[touched.length - 1]! ^= 1;
    expect(openWithAge(key, toBase64(touched))).toBeUndefined();
  }
  for (const { pieces, head } of clips) expect(openWithAge(key, toBase64(concat(pieces)))).toContain(`"id":"${head.id}"`);
});
