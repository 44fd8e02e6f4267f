/** Sealing words that are written at the council about what someone said: on its disk they are as closed as the recording. */
import { problem } from '../domain/problem.ts';
import { bad, good, type Result } from '../domain/result.ts';
import type { KeyRing } from '../domain/wire.ts';
import { fromBase64, toBase64 } from '../proof/receipt.ts';
import { opensWith, sealsTo, type Opener } from './recipients.ts';

/** What the words are about, by names of its own. It stands inside as well and is compared, since age binds no outside data. */
export type TextBelongs = Readonly<Record<string, string>>;

const isFor = (inside: unknown, belongs: TextBelongs): inside is { readonly text: string } => {
  const said = inside as Readonly<Record<string, unknown>> | null;
  return typeof said?.['text'] === 'string' && Object.entries(belongs).every(([name, value]) => said[name] === value);
};

/** An age file in base64, for every recipient of the ring. Gives `keys-missing` as `seal` does. `belongs` names no `text`. */
export const sealText = async (ring: Pick<KeyRing, 'recipients'>, belongs: TextBelongs, text: string): Promise<Result<string>> => {
  const encrypter = sealsTo(ring);
  if (!encrypter.ok) return encrypter;
  return good(toBase64(await encrypter.value.encrypt(JSON.stringify({ ...belongs, text }))));
};

/** Gives `cannot-open` when no key fits or the file was touched, `not-the-same-record` when the words are about something else. */
export const openText = async (openers: readonly Opener[], belongs: TextBelongs, age: string): Promise<Result<string>> => {
  try {
    const inside: unknown = JSON.parse(await opensWith(openers).decrypt(fromBase64(age), 'text'));
    return isFor(inside, belongs) ? good(inside.text) : bad(problem('not-the-same-record'));
  } catch {
    return bad(problem('cannot-open'));
  }
};
