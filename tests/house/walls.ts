/** Which walls stand where: the lists that walls.test.ts holds the code to. A change here is a change of the house. */
import type { Wall } from './rules.ts';

const APP = /^src\/app\/(state|screens)\//;

export const WALLS: readonly Wall[] = [
  // Parts and question kinds draw what they are handed, so that they can be drawn alone.
  { in: /^src\/app\/(ui|questions)\//, mayNotKnow: new RegExp(`${APP.source}|^src/(store|sync|seal)/|^@preact/signals$`) },
  { in: /^src\/app\/ui\//, mayNotKnow: /^src\/app\/questions\// },
  // Screens know app/state alone. The types of what is kept (a receipt, a delivery state) pass: they are shown as they are.
  { in: /^src\/app\/screens\//, mayNotKnow: /^src\/store\//, typesPass: true },
  { in: /^src\/app\/screens\//, mayNotKnow: /^src\/(sync|seal)\// },
  // Staff pages look up through queries.ts and enter.ts; the database's types are those of what is shown.
  { in: /^src\/council\/staff\//, mayNotKnow: /^src\/council\/database\//, typesPass: true },
  { in: /^src\/council\/staff\//, except: /\/(queries|enter)\.ts$/, mayNotKnow: /^(kysely|libsql|pg)$/ },
  // Opening goes through council/opening, which writes down who opened what.
  { in: /^src\/council\/staff\//, mayNotKnow: /^src\/seal\// },
  // The studio is an entry of its own: residents' phones fetch nothing of it, and nothing that only it needs.
  { in: /^src\/(app\/(?!studio\/)|worker\/|sync\/)/, mayNotKnow: /^src\/(app\/studio\/|store\/(studio|words)\.ts|i18n\/studio-texts\.ts)|^(fflate|wasm-media-encoders)$/ },
  // Tools are plain JavaScript, which the compiler's walls don't stand round.
  { in: /^src\/tools\//, mayNotKnow: /^src\/(app|store|sync|worker)\// },
];

/** SQL as text stands here alone: everything else says its queries in Kysely's words, which both engines have (docs/decisions/0019). */
export const DATABASE_ROOM = /^src\/council\/database\//;
/** The tag, its raw cousins, and whoever fetches it. */
export const RAW_SQL = /\bsql\s*(<[^`(]*>)?\s*`|\bsql\.(raw|lit|ref|table|val|id|join)\b|\bCompiledQuery\b|import\s*\{[^}]*\bsql\b[^}]*\}/;
/** What only one of the engines has, or what a distributed one can't do. */
export const ONE_ENGINES_OWN = /\.(returning|returningAll|ignore|orIgnore|orReplace|replaceInto|fullJoin|lateral|distinctOn|forUpdate|forShare|skipLocked|modifyEnd|modifyFront|refreshMaterializedView)\(/;

export const STAFF_QUERIES = /^src\/council\/staff\/(queries|enter)\.ts$/;

/** Every package that src may import, and the rooms that may. One that is not here stands nowhere. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  valibot: ['domain', 'sync', 'council'],
  'age-encryption': ['seal'],
  i18next: ['i18n'],
  dexie: ['store'],
  preact: ['app'],
  '@preact/signals': ['app'],
  'preact-render-to-string': ['app'],
  uqr: ['app'],
  'workbox-window': ['app'],
  'workbox-precaching': ['worker'],
  hono: ['council'],
  '@hono/node-server': ['council'],
  kysely: ['council'],
  libsql: ['council'],
  pg: ['council'],
  aws4fetch: ['council'],
  node: ['council', 'tools'],
  vite: ['tools'],
  '@valibot/to-json-schema': ['tools'],
  playwright: ['tools'],
  'espeak-ng': ['tools'],
  fflate: ['app', 'tools'],
  // In the app only in the studio: see WALLS.
  'wasm-media-encoders': ['app', 'tools'],
  'mpg123-decoder': ['tools'],
};

/** By path. Data and tables need no entry here once they have one. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'src/store/outbox.ts': 'a list of short functions over one database; rows, pages and taking back stand beside it',
  'src/council/database/schema.ts': 'the tables, one interface each: data more than code',
  'src/app/state/actions.ts': 'one function a thing that a person can do; to be parted when the next one comes',
};

const CLOSURE = 'a list of short functions over one state, which is in no other place';
const MARKUP = 'one screen or part, as markup from top to bottom: a table more than a function';
/** By path and name. */
export const LONG_FUNCTIONS: Readonly<Record<string, string>> = {
  'src/council/journal/place.ts openSecondPlace': CLOSURE,
  'src/council/journal/tidying.ts startTidying': CLOSURE,
  'src/council/journal/writer.ts openWriter': CLOSURE,
  'src/store/library.ts openLibrary': CLOSURE,
  'src/store/outbox.ts openOutbox': CLOSURE,
  'src/store/clips.ts openClips': CLOSURE,
  'src/store/recordings.ts openRecordings': CLOSURE,
  'src/sync/parcels.ts cutParcels': CLOSURE,
  'src/app/state/actions.ts makeActions': CLOSURE,
  'src/app/state/draft-keeper.ts keepDraft': CLOSURE,
  'src/app/state/hands.ts makeHands': CLOSURE,
  'src/app/state/interview.ts startInterview': CLOSURE,
  'src/app/state/listening.ts startListening': CLOSURE,
  'src/app/two-buttons.tsx startTwoButtons': CLOSURE,
  'src/app/voice/walk.ts makeWalk': CLOSURE,
  'src/app/voice/player.ts makePlayer': CLOSURE,
  'src/app/ui/draw-pad.tsx useSheets': CLOSURE,
  'src/app/voice/record.ts record': CLOSURE,
  'src/app/state/speaking.ts startSpeaking': CLOSURE,
  'src/app/studio/words-desk.ts makeWordsDesk': CLOSURE,
  'src/app/screens/by-code.tsx Form': MARKUP,
  'src/app/screens/done.tsx Done': MARKUP,
  'src/app/screens/help.tsx Help': MARKUP,
  'src/app/screens/stop-frame.tsx StopFrame': MARKUP,
  'src/app/screens/support.tsx Support': MARKUP,
  'src/app/ui/header.tsx Header': MARKUP,
  'src/app/ui/text-field.tsx TextField': MARKUP,
  'src/council/staff/reply-form.tsx formPage': MARKUP,
};
