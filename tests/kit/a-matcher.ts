/** Tries to find out whose request stands beside whose answers, by everything that there is, and says by what it came how far. */
import type { Evidence, Row } from './evidence.ts';
import type { Chance } from './somebody.ts';

/** How well a request and some answers go together: more is better, and only the order of these counts. */
export type Closeness = (asked: string, answers: string) => number;

export interface Way {
  readonly name: string;
  readonly closeness: Closeness;
}

export interface Found {
  readonly name: string;
  /** Of so many requests, how many were given to the right answers. */
  readonly hits: number;
  readonly of: number;
  /** Where the right answers stood among all, from 0 (first) to 1 (last); a half is chance. */
  readonly meanRank: number;
}

const isBytes = (value: unknown): boolean => typeof value === 'object' && value !== null && 'byteLength' in value;
/** Bytes are looked for in the files. */
const text = (value: unknown): string => (typeof value === 'string' ? value : isBytes(value) ? '' : JSON.stringify(value) ?? '');
const idsIn = (row: Row): ReadonlySet<string> => new Set(Object.values(row).flatMap((value) => text(value).match(/\b[0-9a-f]{32}\b/g) ?? []));

/** Where something is on a line of its own: row numbers, times, bytes in a file. */
type Trail = ReadonlyMap<string, number>;

const note = (trail: Map<string, number>, id: string, at: number): void => void (trail.has(id) || trail.set(id, at));

/** A request comes right after its answers, as far as anybody knows. */
const rightAfter = (asked: Trail, answers: Trail): Closeness => (one, other) => {
  const [at, before] = [asked.get(one), answers.get(other)];
  if (at === undefined || before === undefined) return -Infinity;
  return at >= before ? before - at : (at - before) * 20;
};
const near = (asked: Trail, answers: Trail): Closeness => (one, other) => {
  const [at, there] = [asked.get(one), answers.get(other)];
  return at === undefined || there === undefined ? -Infinity : -Math.abs(at - there);
};

/** What part of its kind comes before each: two lines of different lengths laid side by side. */
const stretched = (trail: Trail): Trail => {
  const inOrder = [...trail].toSorted(([, one], [, other]) => one - other);
  return new Map(inOrder.map(([id], at) => [id, (at + 0.5) / inOrder.length]));
};

interface Case {
  readonly evidence: Evidence;
  readonly asked: readonly Row[];
  readonly answers: readonly Row[];
  /** Answers' arrival by the council's own clock, which it has to keep. */
  readonly arrived: Trail;
}

const idOf = (row: Row): string => String(row['id']);
const header = (row: Row): Readonly<Record<string, unknown>> => JSON.parse(String(row['header'])) as Record<string, unknown>;
const isTime = (value: unknown): value is number => typeof value === 'number' && value > 1e12 && value < 1e14;
const trailOf = (rows: readonly Row[], at: (row: Row, place: number) => number): Trail => new Map(rows.map((row, place) => [idOf(row), at(row, place)]));

/** Each table that names things of both kinds, in its rows' order; and requests' own order beside the answers'. */
const byOrder = ({ evidence, asked, answers }: Case): readonly Way[] => {
  const placed = [...evidence.tables].map(([name, rows]) => {
    const trail = new Map<string, number>();
    rows.forEach((row, place) => idsIn(row).forEach((id) => note(trail, id, place)));
    return { name, trail };
  });
  const kinds = { asked: new Set(asked.map(idOf)), answers: new Set(answers.map(idOf)) };
  const both = placed.filter(({ trail }) => [...trail.keys()].some((id) => kinds.asked.has(id)) && [...trail.keys()].some((id) => kinds.answers.has(id)));
  const [one, other] = [trailOf(asked, (_, place) => place), trailOf(answers, (_, place) => place)];
  return [
    { name: 'order of rows, side by side', closeness: near(stretched(one), stretched(other)) },
    ...both.map(({ name, trail }) => ({ name: `order of rows in ${name}`, closeness: rightAfter(trail, trail) })),
  ];
};

/** `(12,3)` is the third row of the twelfth page. */
const counted = (value: unknown): number => {
  const [page = 0, row] = (text(value).match(/\d+/g) ?? []).map(Number);
  return row === undefined ? page : page * 1_000 + row;
};
const byNumbers = ({ asked, answers }: Case): readonly Way[] =>
  ['#rowid', '#ctid', '#xmin'].filter((name) => asked[0]?.[name] !== undefined && answers[0]?.[name] !== undefined).flatMap((name) => {
    const [one, other] = [trailOf(asked, (row) => counted(row[name])), trailOf(answers, (row) => counted(row[name]))];
    return [{ name: `${name}, one after the other`, closeness: rightAfter(one, other) }, { name: `${name}, side by side`, closeness: near(stretched(one), stretched(other)) }];
  });

/** Every time that stands in a row which names a request, in its own table or any other, or between rows that have one. */
const byTime = ({ evidence, asked, arrived }: Case): readonly Way[] => {
  const wanted = new Set(asked.map(idOf));
  return [...evidence.tables].flatMap(([name, rows]) => {
    const trail = new Map<string, number>();
    let last = 0;
    for (const row of rows) {
      last = Object.values(row).find(isTime) ?? last;
      if (last > 0) idsIn(row).forEach((id) => wanted.has(id) && note(trail, id, last));
    }
    return trail.size === 0 ? [] : [{ name: `times in ${name}`, closeness: rightAfter(trail, arrived) }];
  });
};

const timeIn = (line: string): number => Date.parse(/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(line)?.[0] ?? '');

/** Lines that name a request or its clips; and lines that say how much came, for requests that are as large. */
const byLog = ({ evidence, asked, arrived }: Case): readonly Way[] => {
  const [named, sized] = [new Map<string, number>(), new Map<string, number>()];
  const sizes = asked.map((row) => [idOf(row), JSON.stringify({ id: row['id'], digest: row['digest'], header: row['header'], sealed: row['sealed'] }).length] as const);
  for (const line of evidence.log) {
    const at = timeIn(line);
    if (Number.isNaN(at)) continue;
    for (const id of line.match(/\b[0-9a-f]{32}\b/g) ?? []) note(named, id, at);
    for (const number of line.match(/(?<=":)\d{3,7}\b/g) ?? []) {
      const [id, size = 0] = sizes.toSorted(([, one], [, other]) => Math.abs(one - Number(number)) - Math.abs(other - Number(number)))[0] ?? [];
      if (id !== undefined && Math.abs(size - Number(number)) < 400) note(sized, id, at);
    }
  }
  return [{ name: 'names in the log', closeness: rightAfter(named, arrived) }, { name: 'sizes in the log', closeness: rightAfter(sized, arrived) }];
};

const sealedBytes = (row: Row): number => text(row['sealed']).length;
const clipsOf = (row: Row): readonly { readonly bytes: number }[] => header(row)['clips'] as never;

const bySize = ({ asked, answers }: Case): readonly Way[] => {
  const sized = (rows: readonly Row[], size: (row: Row) => number): Trail => stretched(trailOf(rows, size));
  const spoken = (rows: readonly Row[]): readonly Row[] => rows.filter((row) => clipsOf(row).length > 0);
  const clips = (row: Row): number => clipsOf(row).reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    { name: 'sizes of sealed parts', closeness: near(sized(asked, sealedBytes), sized(answers, sealedBytes)) },
    { name: 'sizes of recordings', closeness: near(sized(spoken(asked), clips), sized(spoken(answers), clips)) },
  ];
};

const numbered = (name: string): ((row: Row) => number) => (row) => Number.parseInt(String(row[name]).slice(0, 12), 16);
/** A poor generator would give neighbours to neighbours. */
const byIds = ({ asked, answers }: Case): readonly Way[] =>
  ['id', 'digest', 'withdrawHash'].map((name) => ({ name: `neighbours by ${name}`, closeness: near(trailOf(asked, numbered(name)), trailOf(answers, numbered(name))) }));

/** What both headers say, each thing weighing as much as it is rare. */
const byHeader = ({ asked, answers }: Case): readonly Way[] => {
  const said = (row: Row): readonly string[] => {
    const { packVersion, mode, place, pack } = header(row);
    return [JSON.stringify({ packVersion }), JSON.stringify({ mode }), JSON.stringify({ place }), JSON.stringify({ pack })];
  };
  const known = new Map([...asked, ...answers].map((row) => [idOf(row), said(row)] as const));
  const often = new Map<string, number>();
  for (const row of answers) for (const fact of said(row)) often.set(fact, (often.get(fact) ?? 0) + 1);
  const weigh = (facts: readonly string[]): number => facts.reduce((sum, fact) => sum + Math.log(answers.length / (often.get(fact) ?? answers.length)), 0);
  const shared = (one: string, other: string): readonly string[] => (known.get(one) ?? []).filter((fact) => known.get(other)?.includes(fact));
  return [{ name: 'what both headers say', closeness: (one, other) => shared(one, other).length * 10 + weigh(shared(one, other)) }];
};

const spokenOrNot = ({ asked, answers }: Case): readonly Way[] => {
  const speaks = new Set([...asked, ...answers].filter((row) => clipsOf(row).length > 0).map(idOf));
  return [{ name: 'spoken or written', closeness: (one, other) => Number(speaks.has(one) === speaks.has(other)) }];
};

const MARK_BYTES = 48;
/** By what a record is known in a file: its name, the end of what was sealed, and the end of its recordings. */
const marksOf = ({ evidence }: Case, kind: 'name' | 'words' | 'sound'): ((row: Row) => readonly (string | Buffer)[]) => {
  if (kind === 'name') return (row) => [idOf(row)];
  if (kind === 'words') return (row) => text(row['sealed']).match(/[A-Za-z0-9+/=]{48}(?="\}\]$)/) ?? [];
  const [clips, pieces] = [evidence.tables.get('clips') ?? [], evidence.tables.get('clipPieces') ?? []];
  const bytesOf = new Map(pieces.map((piece) => [piece['clip'], Buffer.from(new Uint8Array(piece['bytes'] as ArrayBuffer))]));
  return (row) => clips.filter(({ record }) => record === row['id']).flatMap(({ id }) => bytesOf.get(id)?.subarray(-MARK_BYTES) ?? []);
};

/** Where things lie in each file. In a list of changes the first place is the oldest. */
const byPlaces = (one: Case): readonly Way[] =>
  one.evidence.files.filter(({ path }) => isDatabase(path)).flatMap(({ path, content }) =>
    (['name', 'words', 'sound'] as const).flatMap((kind) => {
      const marks = marksOf(one, kind);
      const places = (rows: readonly Row[], find: 'indexOf' | 'lastIndexOf', of = marks): Trail =>
        new Map(rows.flatMap((row) => of(row).map((mark) => [idOf(row), content[find](mark)] as const)).filter(([, at]) => at !== -1));
      // A request's recordings are laid beside what the answers have in words, which all have.
      const beside = kind === 'sound' ? marksOf(one, 'words') : marks;
      return (['indexOf', 'lastIndexOf'] as const).flatMap((find) => {
        const [asked, answers] = [places(one.asked, find), places(one.answers, find, beside)];
        return asked.size === 0 || answers.size === 0 ? [] : [{ name: `${find === 'indexOf' ? 'first' : 'last'} ${kind} in ${path}`, closeness: rightAfter(asked, answers) }];
      });
    }),
  );

/** The database's own file is changed by everything. */
const isDatabase = (path: string): boolean => path.startsWith('our-turn.sqlite');

/** What lies in files of its own, as in a journal: which file comes first and where in it, and when each was changed. */
const byFiles = ({ evidence, asked, answers }: Case): readonly Way[] => {
  const [lies, changed] = [new Map<string, number>(), new Map<string, number>()];
  const files = evidence.files.filter(({ path }) => !isDatabase(path) && !path.startsWith('packs/'));
  files.forEach(({ path, content, modifiedAt }, place) => {
    for (const row of [...asked, ...answers]) {
      const at = path.includes(idOf(row)) ? 0 : content.indexOf(idOf(row));
      if (at === -1) continue;
      note(lies, idOf(row), place * 1e9 + at);
      note(changed, idOf(row), modifiedAt);
    }
  });
  const of = (rows: readonly Row[]): Trail => new Map(rows.flatMap((row) => (lies.has(idOf(row)) ? [[idOf(row), lies.get(idOf(row))!] as const] : [])));
  return [
    { name: 'order in the journal, side by side', closeness: near(stretched(of(asked)), stretched(of(answers))) },
    { name: 'times of files', closeness: rightAfter(changed, changed) },
  ];
};

/** Everything, as one who knows what each was worth would add it up: the better half of all places. */
const together = (ways: readonly Way[], answers: readonly string[]): Way => {
  const places = new Map<string, ReadonlyMap<string, number>>();
  const placesFor = (asked: string): ReadonlyMap<string, number> => {
    const known = places.get(asked);
    if (known !== undefined) return known;
    const sums = new Map(answers.map((id) => [id, 0]));
    for (const { closeness } of ways) {
      const all = answers.map((id) => closeness(asked, id));
      const sorted = all.toSorted((one, other) => one - other);
      if (sorted[0] === sorted.at(-1)) continue;
      answers.forEach((id, at) => sums.set(id, sums.get(id)! + sorted.findLastIndex((each) => each === all[at]) / answers.length));
    }
    places.set(asked, sums);
    return sums;
  };
  return { name: 'all of it together', closeness: (asked, id) => placesFor(asked).get(id) ?? 0 };
};

/** Every way that it knows. */
export const waysThrough = (evidence: Evidence): readonly Way[] => {
  const asked = evidence.tables.get('apart') ?? [];
  const answers = (evidence.tables.get('records') ?? []).filter((row) => row['kind'] === 'answers');
  const one: Case = { evidence, asked, answers, arrived: trailOf(answers, (row) => Number(row['receivedAt'])) };
  const ways = [byOrder, byNumbers, byTime, byLog, bySize, byIds, byHeader, spokenOrNot, byPlaces, byFiles].flatMap((by) => by(one));
  return [...ways, together(ways, answers.map(idOf))];
};

/** Gives each request to the answers that are closest, by chance among equals, and counts. `truth` is for counting alone. */
export const tryWay = ({ name, closeness }: Way, answers: readonly string[], truth: ReadonlyMap<string, string>, chance: Chance): Found => {
  let [hits, ranks] = [0, 0];
  for (const [asked, right] of truth) {
    const scores = answers.map((id) => closeness(asked, id));
    const best = Math.max(...scores);
    const guess = chance.oneOf(answers.filter((_, at) => scores[at] === best));
    hits += Number(guess === right);
    const mine = scores[answers.indexOf(right)] ?? -Infinity;
    const [above, equal] = [scores.filter((score) => score > mine).length, scores.filter((score) => score === mine).length];
    ranks += (above + equal / 2) / answers.length;
  }
  return { name, hits, of: truth.size, meanRank: ranks / truth.size };
};

/** The most hits that chance gives in all but one of so many days. */
export const mostByChance = (requests: number, answers: number, oneIn: number): number => {
  const p = 1 / answers;
  let [term, sum, hits] = [(1 - p) ** requests, 0, 0];
  for (sum = term; sum < 1 - 1 / oneIn; sum += term) {
    term *= ((requests - hits) / (hits + 1)) * (p / (1 - p));
    hits += 1;
  }
  return hits;
};
