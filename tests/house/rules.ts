/** The walls that `tsc` can't see, as pure functions: files go in, faults come out. HOUSE.md says why each stands. */
import { posix } from 'node:path';
import { parseSync } from 'vite';

export interface TextFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** One line for whoever has to mend it; an empty list is what every rule wants. */
export type Faults = readonly string[];

interface Import {
  /** A path from the root, or the name of a package. */
  readonly to: string;
  /** Nothing of it is there when the program runs. */
  readonly isType: boolean;
}

/** The code alone. Strings are matched first, so that `//` in an address begins no comment. */
const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
const withoutComments = (text: string): string => text.replace(COMMENT_OR_STRING, (found) => (found.startsWith('/') ? ' ' : found));
const withoutWords = (text: string): string => text.replace(COMMENT_OR_STRING, (found) => (found.startsWith('`') ? found : ' '));

const STATIC = /(?:^|[;\n])\s*(?:import|export)\s+(?:(type\s+)?([\w$*{}\s,]+?)\s+from\s+)?(['"])([^'"\n]+)\3/g;
const DYNAMIC = /(typeof\s+)?\bimport\s*\(\s*(['"])([^'"\n]+)\2\s*\)/g;
/** `{ type A, type B }`: as much a type import as `type { A, B }`. */
const namesTypesOnly = (clause: string): boolean => /^\{\s*type\s[^,}]+(,\s*type\s[^,}]+)*,?\s*\}$/.test(clause.trim());

export const importsOf = ({ path, text }: TextFile): readonly Import[] => {
  const code = withoutComments(text);
  const resolved = (to: string): string => (to.startsWith('.') ? posix.join(posix.dirname(path), to) : to);
  return [
    ...Array.from(code.matchAll(STATIC), ([, type, clause = '', , to = '']) => ({ to: resolved(to), isType: type !== undefined || namesTypesOnly(clause) })),
    ...Array.from(code.matchAll(DYNAMIC), ([, type, , to = '']) => ({ to: resolved(to), isType: type !== undefined })),
  ];
};

/** Circles of imports, type imports and later imports too: none of the files in one can be understood alone. */
export const circles = (files: readonly TextFile[]): Faults => {
  const imports = new Map(files.map((file) => [file.path, importsOf(file).map(({ to }) => to)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at !== -1) found.push([...way.slice(at), path].join(' -> '));
    if (at !== -1 || done.has(path)) return;
    for (const to of imports.get(path) ?? []) visit(to, [...way, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
};

/** Who may not know whom. `to` is a path or a package; `except` lets single files through. */
export interface Wall {
  readonly in: RegExp;
  readonly except?: RegExp;
  readonly mayNotKnow: RegExp;
  /** Types stand in the way of nothing at run time, and are let through where this says so. */
  readonly typesPass?: boolean;
}

export const brokenWalls = (files: readonly TextFile[], walls: readonly Wall[]): Faults =>
  files.flatMap((file) =>
    walls
      .filter((wall) => wall.in.test(file.path) && wall.except?.test(file.path) !== true)
      .flatMap((wall) => importsOf(file).filter(({ to, isType }) => wall.mayNotKnow.test(to) && !(isType && wall.typesPass)))
      .map(({ to }) => `${file.path} knows ${to}`),
  );

/** Code of these files that says something which it may not say. */
export const saysWhatItMayNot = (files: readonly TextFile[], where: RegExp, except: RegExp, forbidden: RegExp): Faults =>
  files
    .filter(({ path }) => where.test(path) && !except.test(path))
    .flatMap(({ path, text }) => Array.from(withoutWords(text).matchAll(new RegExp(forbidden, 'g')), ([said]) => `${path} says ${said.trim()}`));

/** The world comes in through an Env: whatever reaches for it directly can't be repeated in a simulation. */
export const REACHES_FOR_THE_WORLD =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )(?<![.\w])Date\(|\bperformance\b|\bMath\.random\b|(?<![.\w])crypto\b|\bgetRandomValues\b|\brandomUUID\b|\bset(?:Timeout|Interval|Immediate)\b|\bAbortSignal\.timeout\b|(?<![.\w])(?:globalThis|self|window)\.|(?<![.\w])fetch\s*\(|\bXMLHttpRequest\b/;

const roomOf = (path: string): string => path.split('/')[1] ?? '';
/** `preact/hooks` is preact, `@preact/signals` is itself, `node:fs` is Node. */
const packageOf = (to: string): string => (to.startsWith('node:') ? 'node' : to.split('/').slice(0, to.startsWith('@') ? 2 : 1).join('/'));

/** Packages in rooms that don't list them; `tsc` doesn't see packages. */
export const strayPackages = (files: readonly TextFile[], table: Readonly<Record<string, readonly string[]>>): Faults =>
  files.flatMap((file) =>
    importsOf(file)
      .filter(({ to }) => !to.includes('/') || !/^(src|locales|packs)\//.test(to))
      .map(({ to }) => packageOf(to))
      .filter((name) => table[name]?.includes(roomOf(file.path)) !== true)
      .map((name) => `${file.path} takes ${name}${name in table ? '' : ', which no room lists'}`),
  );

const OPENING = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//;
/** Every file opens with a sentence on what it is for. */
export const withoutOpening = (files: readonly TextFile[]): Faults =>
  files
    .filter(({ text }) => {
      const said = (OPENING.exec(text)?.[1] ?? '').replace(/^\s*\*/gm, ' ').trim();
      return said.split(/\s+/).length < 4 || !/^(\P{Ll}|\S*\p{Lu})/u.test(said) || !/[.?!]["”]?$/.test(said);
    })
    .map(({ path }) => `${path} does not open with a sentence`);

export const LONGEST_FILE = 200;
export const LONGEST_FUNCTION = 40;

const linesIn = (text: string): number => text.replace(/\n$/, '').split('\n').length;

export const longFiles = (files: readonly TextFile[]): readonly string[] =>
  files.filter(({ text }) => linesIn(text) > LONGEST_FILE).map(({ path }) => path);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name?: string } | null;
  readonly key?: { readonly name?: string };
}

/** Functions over 40 lines, as `path name`. Only this needs a parser: where a function ends, no pattern can tell. */
export const longFunctions = (files: readonly TextFile[]): readonly string[] =>
  files.flatMap(({ path, text }) => {
    const found: string[] = [];
    const walk = (node: unknown, name: string): void => {
      if (Array.isArray(node)) return node.forEach((each) => walk(each, name));
      if (typeof node !== 'object' || node === null) return;
      const { type, start, end, id, key } = node as Node;
      const called = id?.name ?? key?.name ?? name;
      const isFunction = /^(ArrowFunctionExpression|FunctionDeclaration|FunctionExpression)$/.test(type ?? '');
      if (isFunction && linesIn(text.slice(start, end)) > LONGEST_FUNCTION) found.push(`${path} ${called}`);
      Object.values(node).forEach((each) => walk(each, called));
    };
    const { program, errors } = parseSync(path, text);
    if (errors.length > 0) throw new Error(`${path} can't be read: ${errors[0]?.message}`);
    walk(program, '(no name)');
    return found;
  });

/** What is too long without being listed, and what is listed without being too long any more. */
export const unlisted = (found: readonly string[], listed: Readonly<Record<string, string>>): Faults => [
  ...found.filter((each) => !(each in listed)).map((each) => `${each} is too long`),
  ...Object.keys(listed).filter((each) => !found.includes(each)).map((each) => `${each} is listed and need not be`),
];
