/** What may befall a request between a device and the endpoint. The one table of it, for the real road and for the model's. */
import { chance, mix, type Chance } from './chance.ts';

/** What comes back: its own answer, nothing, never anything, or something else than the endpoint said. */
export type Answer = 'own' | 'lost' | 'hangs' | 'altered' | 'cut' | 'old' | 'false' | 'forged' | 'impostor' | 'server' | 'busy' | 'enrol' | 'too-large' | 'bad';

export interface Fate {
  /** Whether the endpoint hears of it. */
  readonly reaches: boolean;
  /** A byte of it becomes another one on the way. */
  readonly altered: boolean;
  /** On the way there. */
  readonly delayMs: number;
  /** A copy of the request comes again so much later. */
  readonly againMs: number | undefined;
  readonly answer: Answer;
  /** For whatever else must be chosen: which false page, which byte. */
  readonly salt: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const USUAL = { reaches: true, altered: false, againMs: undefined, answer: 'own' } as const;

type Befalls = (by: Chance) => Partial<Fate>;
const turnedAway = (answer: Answer): Befalls => () => ({ reaches: false, answer });

/** One line each. `poison` befalls only requests that carry one certain record, and never ends. */
export const WEATHER = {
  'request-lost': () => ({ reaches: false, answer: 'lost' }),
  'reply-lost': () => ({ answer: 'lost' }),
  'never-answered': () => ({ answer: 'hangs' }),
  'duplicated': (by) => ({ againMs: by.anySize(1, 5 * SECOND) }),
  'reordered': (by) => ({ delayMs: by.anySize(1, 90 * SECOND) }),
  'delayed': (by) => ({ delayMs: by.anySize(10 * SECOND, 10 * MINUTE) }),
  'request-replayed': (by) => ({ againMs: by.anySize(MINUTE, 40 * MINUTE) }),
  'reply-replayed': () => ({ reaches: false, answer: 'old' }),
  'request-altered': () => ({ altered: true }),
  'reply-altered': () => ({ answer: 'altered' }),
  'reply-cut': () => ({ answer: 'cut' }),
  'login-page': turnedAway('false'),
  'forged-receipt': turnedAway('forged'),
  /** Signs all that it likes with a key of its own, and gives out a ring with that key in it. */
  'impostor': turnedAway('impostor'),
  'server-error': (by) => ({ reaches: by.part() < 0.5, answer: 'server' }),
  'asked-to-wait': turnedAway('busy'),
  'enrol-again': turnedAway('enrol'),
  'too-large-for-a-proxy': turnedAway('too-large'),
  'refused-by-a-proxy': turnedAway('bad'),
  'poison': (by) => ({ reaches: false, answer: by.pick(['bad', 'too-large', 'server'] as const) }),
} as const satisfies Readonly<Record<string, Befalls>>;
export type Weather = keyof typeof WEATHER;

interface Spell {
  readonly what: Weather;
  readonly device: number | undefined;
  readonly until: number;
  readonly salt: number;
  /** Of all requests, since a network that fails always shows less than one that fails sometimes. */
  readonly share: number;
}

export interface Skies {
  readonly begin: (what: Weather, device: number | undefined, until: number, salt: number) => void;
  /** `nth` request of this device; `carries` says whether a record is in it. */
  readonly fateOf: (device: number, nth: number, now: number, carries: (id: string) => boolean) => Fate;
  /** Which record the poison is; the plan names none. */
  poison: string | undefined;
}

const SHARES = [0.3, 0.6, 1, 1] as const;

export const makeSkies = (): Skies => {
  const spells: Spell[] = [];
  const skies: Skies = {
    poison: undefined,
    begin: (what, device, until, salt) => void spells.push({ what, device, until, salt, share: SHARES[salt % SHARES.length]! }),
    fateOf: (device, nth, now, carries) => {
      let fate: Fate = { ...USUAL, delayMs: 20 + (mix(device, nth) % 200), salt: mix(nth, device + 7) };
      for (const spell of spells) {
        if (spell.device !== undefined && spell.device !== device) continue;
        if (spell.what === 'poison' ? skies.poison === undefined || !carries(skies.poison) : now >= spell.until) continue;
        const by = chance(mix(spell.salt, mix(device, nth)));
        if (spell.what === 'poison' || by.part() < spell.share) fate = { ...fate, ...WEATHER[spell.what](by) };
      }
      return fate;
    },
  };
  return skies;
};
