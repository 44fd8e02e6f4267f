/** A council at work: what every room of the endpoint is handed, so that none of them reaches for a global. */
import type { webcrypto } from 'node:crypto';
import type { Env } from '../domain/env.ts';
import type { Pack, PackWords, Shelf } from '../domain/pack.ts';
import type { Language } from '../domain/language.ts';
import type { Prerender } from '../domain/page.ts';
import type { KeyRing } from '../domain/wire.ts';
import type { Config } from './config.ts';
import type { Database } from './database/schema.ts';
import type { SecondPlace } from './second-place.ts';

export interface Council {
  readonly config: Config;
  readonly db: Database;
  readonly env: Env;
  readonly keys: Keys;
  readonly packs: Packs;
  readonly second: SecondPlace;
  readonly prerender: Prerender;
  readonly log: Log;
}

/** The keys as this process holds them. */
export interface Keys {
  readonly ring: KeyRing;
  /** age identities that open what was sealed to this council: the newest intake key first, old ones after it. */
  readonly identities: readonly string[];
  readonly receipt: { readonly kid: string; readonly key: webcrypto.CryptoKey };
  /** Where the recovery secret still lies on this machine; null once it was moved away, as it should be. */
  readonly recoveryFile: string | null;
}

export interface PublishedPack {
  readonly pack: Pack;
  readonly words: Readonly<Record<Language, PackWords>>;
  /** The intake keys that phones with this version seal to, by kid: what an answer needs that nothing here opens. */
  readonly sealedTo: readonly string[];
}

/** What is published now. */
export interface Packs {
  readonly shelf: () => Shelf;
  readonly current: (id: string) => PublishedPack | undefined;
  /** Any version ever published, for reading old answers with the words that the person saw. */
  readonly version: (id: string, number: number) => PublishedPack | undefined;
  /** What phones with any version of it ever sealed to, by kid: for what stands apart, which says no version. */
  readonly everSealedTo: (id: string) => readonly string[];
}

/** One JSON line an event. `facts` never hold words, codes, tokens or addresses, and no `at`: that is the time of the line. */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | boolean>> & { readonly at?: never }) => void;
