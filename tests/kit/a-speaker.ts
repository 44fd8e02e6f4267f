/** Someone who speaks an answer: the buttons they press, and what the phone has of it. */
import type { Page } from 'playwright';
import type { ClipRow, Recording, Sealing } from '../../src/store/clip-rows.ts';
import { pitchOf } from './a-voice.ts';

export interface KeptPiece {
  readonly id: string;
  readonly state: ClipRow['state'];
  readonly recording?: Recording;
  readonly sealing?: Sealing;
}

/** "Speak my answer", what it says first, and the button that begins. */
export const beginToSpeak = async (page: Page, field = 'main'): Promise<void> => {
  await page.click(`${field} .speak`);
  await page.click(`${field} .take .speak`);
  await page.waitForSelector('main .take .time');
};

const secondsShown = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [minutes = '0', seconds = '0'] = (document.querySelector('main .time')?.textContent ?? '0:0').split(':');
    const latin = (text: string) => Number(text.replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6)));
    return latin(minutes) * 60 + latin(seconds);
  });

/** Speaks until the clock on the screen shows so many seconds. */
export const speakFor = async (page: Page, seconds: number): Promise<void> => {
  const start = Date.now();
  while ((await secondsShown(page)) < seconds) {
    if (Date.now() - start > 30_000) throw new Error(`the clock stands at ${await secondsShown(page)} of ${seconds} seconds`);
    await page.waitForTimeout(50);
  }
};

/** The square. */
export const stopSpeaking = async (page: Page): Promise<void> => {
  await page.click('main .take .full');
  await page.waitForSelector('main .take .own');
};

export const keepIt = async (page: Page): Promise<void> => {
  await page.click('main .take .full');
  await page.waitForSelector('main .take', { state: 'detached' });
  await page.waitForSelector('main .own');
};

/** Everything in the phone's database of clips, without the sound itself. */
export const clipRowsOn = (page: Page): Promise<readonly KeptPiece[]> =>
  page.evaluate(
    () =>
      new Promise<KeptPiece[]>((found, failed) => {
        const opening = indexedDB.open('our-turn-clips');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction('clips').objectStore('clips').getAll();
          asking.onsuccess = () => found((asking.result as ClipRow[]).map(({ data: _data, ...row }) => row as KeptPiece));
          asking.onerror = () => failed(asking.error);
          opening.result.close();
        };
      }),
  );

export const recordingsOn = async (page: Page): Promise<readonly Recording[]> =>
  (await clipRowsOn(page)).flatMap(({ recording }) => recording ?? []).toSorted((one, other) => one.beganAt - other.beganAt);

/** SHA-256 of each recording's bytes as they lie on the phone, by its id. */
export const soundsOn = async (page: Page): Promise<Readonly<Record<string, string>>> =>
  page.evaluate(
    async (ids) => {
      const hashOf = async (id: string): Promise<string> => {
        const pieces = await new Promise<ArrayBuffer[]>((found) => {
          const opening = indexedDB.open('our-turn-clips');
          opening.onsuccess = () => {
            const asking = opening.result.transaction('clips').objectStore('clips').index('state').getAll(IDBKeyRange.bound(['open', id, -1], ['open', id, 1e9]));
            asking.onsuccess = () => found((asking.result as { data: ArrayBuffer }[]).map(({ data }) => data));
            opening.result.close();
          };
        });
        const hash = await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer());
        return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
      };
      return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await hashOf(id)] as const)));
    },
    (await recordingsOn(page)).map(({ id }) => id as string),
  );

export interface HeardBack {
  /** Of the sound as it is decoded. */
  readonly seconds: number;
  /** The strongest pitch in the middle of each second. */
  readonly pitches: readonly number[];
}

/** Puts a recording's pieces together, decodes it as a player would, and listens which of the voice's seconds are in it. */
export const hearBack = (page: Page, clip: string): Promise<HeardBack> =>
  page.evaluate(
    async ([id, known]) => {
      const pieces = await new Promise<ArrayBuffer[]>((found) => {
        const opening = indexedDB.open('our-turn-clips');
        opening.onsuccess = () => {
          const asking = opening.result.transaction('clips').objectStore('clips').index('state').getAll(IDBKeyRange.bound(['open', id, -1], ['open', id, 1e9]));
          asking.onsuccess = () => found((asking.result as { data: ArrayBuffer }[]).map(({ data }) => data));
          opening.result.close();
        };
      });
      const context = new OfflineAudioContext(1, 1, 16_000);
      const sound = await context.decodeAudioData(await new Blob(pieces).arrayBuffer());
      const samples = sound.getChannelData(0);
      const rate = sound.sampleRate;
      /** How strong one pitch is in a quarter of a second (Goertzel). */
      const strength = (from: number, hz: number): number => {
        const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
        let [one, two] = [0, 0];
        for (let at = from; at < from + rate / 4 && at < samples.length; at += 1) [one, two] = [(samples[at] ?? 0) + turn * one - two, one];
        return one * one + two * two - turn * one * two;
      };
      const pitches = Array.from({ length: Math.floor(sound.duration * 4) }, (_, quarter) => {
        const from = (quarter * rate) / 4;
        return known.reduce((best, hz) => (strength(from, hz) > strength(from, best) ? hz : best), known[0] ?? 0);
      });
      return { seconds: sound.duration, pitches: pitches.filter((pitch, at) => pitch !== pitches[at - 1]) };
    },
    [clip, Array.from({ length: 20 }, (_, second) => pitchOf(second))] as const,
  );

/** A microphone that hears one tone, put into a page that is open already: a real recorder, and no flag of the browser's. */
export const giveAMicrophone = (page: Page): Promise<void> =>
  page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => {
      const context = new AudioContext();
      const tone = context.createOscillator();
      const to = context.createMediaStreamDestination();
      tone.connect(to);
      tone.start();
      return Promise.resolve(to.stream);
    };
  });
