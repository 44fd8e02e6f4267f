/** The library: everything a device keeps besides the outbox, and may lose without losing an answer that was handed in. */
import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { Draft } from '../domain/draft.ts';
import type { RecordId } from '../domain/id.ts';
import type { Answer } from '../domain/answer.ts';
import type { ClipAnswer } from '../domain/clip.ts';
import type { Language } from '../domain/language.ts';
import type { Reply } from '../domain/reply.ts';
import type { Voice } from '../domain/voice.ts';
import type { KeyRing, ReceiptKey } from '../domain/wire.ts';
import { reopening } from './reopen.ts';

/** What a phone remembers of a record it handed in: never the words, unless its owner asked for a copy. */
export interface KeptReceipt {
  readonly id: RecordId;
  /** `withdrawal`: a code that somebody typed here to take something back; the code itself is not kept. */
  readonly kind: 'answers' | 'support' | 'interest' | 'withdrawal';
  readonly pack: string;
  readonly packNumber: number;
  readonly code: string;
  /** To the day for what stands apart, by the device's clock. */
  readonly handedInOn: string;
  readonly picture: string;
  readonly hidden: boolean;
  /** It is being taken back, by the withdrawal with this id. */
  readonly takenBack?: RecordId | undefined;
  /** A correction: what it takes the place of, and by which withdrawal. */
  readonly replaces?: { readonly id: RecordId; readonly by: RecordId };
  /** With `clips`, the recordings themselves stay in the clips' store, open. */
  readonly copy: { readonly answers: readonly Answer[]; readonly lang: Language; readonly clips?: readonly ClipAnswer[] } | null;
}

export interface Preferences {
  readonly lang: Language | null;
  readonly size: 'normal' | 'large' | 'largest';
  readonly contrast: 'phone' | 'more';
  readonly light: 'phone' | 'light' | 'dark';
  /** Read every screen aloud by itself, or only when asked. */
  readonly listen: boolean;
  readonly slower: boolean;
  /** Null is the voice of the language that is read. Else any voice over any text, for someone who helps. */
  readonly voice: Voice | null;
  /** Two buttons: one moves from stop to stop and says it, the other chooses it. */
  readonly twoButtons: boolean;
}

export const PREFERENCES_UNLESS_TOLD: Preferences = { lang: null, size: 'normal', contrast: 'phone', light: 'phone', listen: false, slower: false, voice: null, twoButtons: false };

export interface Library {
  readonly draft: (pack: string) => Promise<Draft | undefined>;
  readonly drafts: () => Promise<readonly Draft[]>;
  /** Writes the draft as it is, strictly, over whatever is there: for one that was deleted and is wanted back. */
  readonly keep: (draft: Draft) => Promise<void>;
  /**
   * Changes the draft that is here, strictly, and gives it as it is now: when this comes back the words are on the disk.
   * Read and written in one step, for another tab may have changed it since. `change` gets undefined where there is none.
   */
  readonly change: (pack: string, change: (here: Draft | undefined) => Draft) => Promise<Draft>;
  readonly dropDraft: (pack: string) => Promise<void>;
  readonly receipts: () => Promise<readonly KeptReceipt[]>;
  readonly receiptOf: (id: RecordId) => Promise<KeptReceipt | undefined>;
  /** Leaves receipts that are there already as they are. */
  readonly addReceipts: (receipts: readonly KeptReceipt[]) => Promise<void>;
  readonly keepReceipts: (receipts: readonly KeptReceipt[]) => Promise<void>;
  readonly preferences: () => Promise<Preferences>;
  readonly prefer: (preferences: Preferences) => Promise<void>;
  readonly replies: () => Promise<readonly Reply[]>;
  readonly keepReplies: (replies: readonly Reply[]) => Promise<void>;
  /** Whose receipts to believe. Keys are only ever added: an answer may wait for years. */
  readonly receiptKeys: () => Promise<readonly ReceiptKey[]>;
  /** A kid that is here keeps the key that it has. */
  readonly keepReceiptKeys: (keys: readonly ReceiptKey[]) => Promise<void>;
  /** Who may vouch for a new receipt key, besides the old ones. */
  readonly recoverySigners: () => Promise<readonly ReceiptKey[]>;
  /** What a pack's ring says of both. */
  readonly keepRing: (ring: Pick<KeyRing, 'receipts' | 'recoverySigner'>) => Promise<void>;
  readonly forget: () => Promise<void>;
  readonly close: () => void;
}

const NAME = 'our-turn-library';

/** A receipt key, or one that only vouches for receipt keys. */
type KeptKey = ReceiptKey & { readonly use?: 'recovery-signer' };

/** Unlike the outbox this one may be upgraded: nothing in it is the only copy of an answer that was handed in. */
export const openLibrary = (options: DexieOptions = {}): Library => {
  const db = new Dexie(NAME, { chromeTransactionDurability: 'strict', ...options });
  db.version(1).stores({ drafts: 'pack', receipts: 'id', preferences: '', replies: 'id', receiptKeys: 'kid' });
  const drafts = db.table('drafts') as Table<Draft, string>;
  const receipts = db.table('receipts') as Table<KeptReceipt, string>;
  const preferences = db.table('preferences') as Table<Preferences, string>;
  const replies = db.table('replies') as Table<Reply, string>;
  const receiptKeys = db.table('receiptKeys') as Table<KeptKey, string>;
  const ours = <T>(work: () => Promise<T>): Promise<T> => reopening(db, work);
  const addKeys = (many: readonly KeptKey[]): Promise<void> =>
    ours(() =>
      db.transaction('rw', receiptKeys, async () => {
        for (const each of many) if ((await receiptKeys.get(each.kid)) === undefined) await receiptKeys.add(each);
      }),
    );

  return {
    draft: (pack) => ours(() => drafts.get(pack)),
    drafts: () => ours(() => drafts.toArray()),
    keep: (draft) => ours(async () => void (await drafts.put(draft))),
    change: (pack, change) =>
      ours(() =>
        db.transaction('rw', drafts, async () => {
          const changed = change(await drafts.get(pack));
          await drafts.put(changed);
          return changed;
        }),
      ),
    dropDraft: (pack) => ours(() => drafts.delete(pack)),
    receipts: () => ours(() => receipts.toArray()),
    receiptOf: (id) => ours(() => receipts.get(id)),
    addReceipts: (many) =>
      ours(() =>
        db.transaction('rw', receipts, async () => {
          for (const each of many) if ((await receipts.get(each.id)) === undefined) await receipts.add(each);
        }),
      ),
    keepReceipts: (many) => ours(async () => void (await receipts.bulkPut([...many]))),
    preferences: () => ours(async () => ({ ...PREFERENCES_UNLESS_TOLD, ...(await preferences.get('mine')) })),
    prefer: (mine) => ours(async () => void (await preferences.put(mine, 'mine'))),
    replies: () => ours(() => replies.toArray()),
    keepReplies: (many) => ours(async () => void (await replies.bulkPut([...many]))),
    receiptKeys: () => ours(async () => (await receiptKeys.toArray()).filter(({ use }) => use === undefined)),
    keepReceiptKeys: addKeys,
    recoverySigners: () => ours(async () => (await receiptKeys.toArray()).filter(({ use }) => use === 'recovery-signer')),
    keepRing: ({ receipts: many, recoverySigner: { kid, spki } }) => addKeys([...many, { kid, spki, use: 'recovery-signer' }]),
    forget: () =>
      ours(() => db.transaction('rw', db.tables, async () => void (await Promise.all(db.tables.map((table) => table.clear()))))),
    close: () => db.close(),
  };
};
