/** From what the microphone gave to a clip: decoded, trimmed, judged, as loud as the others, MP3. */
import { secondsOf } from '../../domain/mp3.ts';
import { bad, good, type Result } from '../../domain/result.ts';
import { level, soundFault, trimSpeech } from '../../domain/sound.ts';
import { decode, RATE } from './decode.ts';
import type { Trouble } from './trouble.ts';

export interface MadeClip {
  readonly mp3: Uint8Array;
  readonly seconds: number;
}

export const makeClip = async (recorded: Blob): Promise<Result<MadeClip, Trouble>> => {
  // A press and a release at once records nothing that could be decoded.
  const sound = recorded.size === 0 ? undefined : await decode(await recorded.arrayBuffer());
  if (sound === undefined) return bad('silent');
  const spoken = trimSpeech(sound, RATE);
  const fault = soundFault(spoken, RATE);
  if (fault !== undefined) return bad(fault);
  try {
    const { toMp3 } = await import('./encoder.ts');
    const mp3 = await toMp3(level(spoken, RATE), RATE);
    return good({ mp3, seconds: secondsOf(mp3) ?? 0 });
  } catch {
    return bad('could-not-load');
  }
};
