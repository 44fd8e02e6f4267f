/** The terms that are said in the same way everywhere: read from locales/glossary.csv, and found in the English of a text. */
import { SpeakerName } from './checked-words.ts';
import type { Language } from './language.ts';
import { bad, good, type Result } from './result.ts';
import * as v from 'valibot';

/** Forms of one term in one language, the first as it is said alone. */
type Forms = readonly string[];

export interface Term {
  readonly forms: Readonly<Record<Language, Forms>>;
  /** As it is spoken in Sylheti, from a speaker; empty until someone has told us. */
  readonly sylheti: string;
  readonly definition: string;
  readonly note: string;
  readonly reviewer: string;
  readonly status: TermStatus;
}

export const TERM_STATUSES = ['draft', 'checked'] as const;
export type TermStatus = (typeof TERM_STATUSES)[number];

export const GLOSSARY_COLUMNS = ['en', 'so', 'bn', 'spoken Sylheti', 'definition', 'note', 'reviewer', 'status'] as const;

/** Rows of cells (RFC 4180): a cell in quotation marks may hold commas, lines and doubled quotation marks. */
export const parseCsv = (text: string): Result<readonly (readonly string[])[], string> => {
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    cell.lastIndex = at;
    const [all = '', quoted, plain = ''] = cell.exec(text) ?? [];
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += all.length;
    const [end = ''] = /^(?:,|\r?\n)/.exec(text.slice(at, at + 2)) ?? [];
    if (end === '' && at < text.length) return bad(`row ${rows.length} has a quotation mark out of place`);
    if (end === ',' && at + 1 === text.length) rows.at(-1)?.push('');
    at += end.length;
    if (end !== ',' && end !== '' && at < text.length) rows.push([]);
  }
  return good(rows);
};

const formsIn = (cell: string): Forms => cell.split(' / ').map((form) => form.trim()).filter((form) => form !== '');

const termFaults = (row: number, cells: readonly string[]): readonly string[] => {
  const [en = '', so = '', bn = '', sylheti = '', definition = '', , reviewer = '', status = ''] = cells;
  const fault = (why: string): string => `row ${row} (${en}): ${why}`;
  return [
    ...(cells.length === GLOSSARY_COLUMNS.length ? [] : [fault(`has ${cells.length} cells, not ${GLOSSARY_COLUMNS.length}`)]),
    ...([en, so, bn].every((cell) => formsIn(cell).length > 0) ? [] : [fault('lacks a language')]),
    ...(definition.trim() === '' ? [fault('says not what it means')] : []),
    ...((TERM_STATUSES as readonly string[]).includes(status) ? [] : [fault(`has the status "${status}"`)]),
    ...(reviewer !== '' && !v.is(SpeakerName, reviewer) ? [fault(`"${reviewer}" names no person`)] : []),
    ...(status === 'checked' && reviewer === '' ? [fault('is checked by nobody')] : []),
    // There is no computer for Sylheti: what stands there was told by somebody.
    ...(sylheti !== '' && reviewer === '' ? [fault('has Sylheti from nobody')] : []),
    ...cells.filter((cell) => cell !== cell.normalize('NFC') || cell !== cell.trim()).map((cell) => fault(`"${cell}" is not NFC, or has spaces at an end`)),
  ];
};

/** Every term, or every fault there is. */
export const parseGlossary = (text: string): Result<readonly Term[], readonly string[]> => {
  const parsed = parseCsv(text);
  if (!parsed.ok) return bad([parsed.problem]);
  const [header = [], ...rows] = parsed.value;
  if (header.join() !== GLOSSARY_COLUMNS.join()) return bad([`the columns are not ${GLOSSARY_COLUMNS.join(', ')}`]);
  const named = rows.map(([en = '']) => en);
  const faults = [
    ...rows.flatMap((cells, index) => termFaults(index + 2, cells)),
    ...named.filter((en, index) => named.indexOf(en) !== index).map((en) => `"${en}" stands there twice`),
  ];
  if (faults.length > 0) return bad(faults);
  return good(
    rows.map(([en = '', so = '', bn = '', sylheti = '', definition = '', note = '', reviewer = '', status = 'draft']) => ({
      forms: { en: formsIn(en), so: formsIn(so), bn: formsIn(bn) },
      sylheti,
      definition,
      note,
      reviewer,
      status: status as TermStatus,
    })),
  );
};

/** Capitals and the form of apostrophes make no difference. */
const plainly = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('’', "'");
/** As whole words. No lookbehind: old iPhones can't read it. */
const holds = (text: string, form: string): boolean =>
  new RegExp(`(?:^|[^\\p{L}\\p{N}])${form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(text);

/** The terms that an English text holds. */
export const termsIn = (english: string, terms: readonly Term[]): readonly Term[] => {
  const text = plainly(english.replace(/\{\{[^}]*\}\}/g, ''));
  return terms.filter(({ forms }) => forms.en.some((form) => holds(text, plainly(form))));
};

/** Whether a translation says the term as the glossary does. Endings grow on words in both languages, so that a form may stand within a word. */
export const saysTerm = (term: Term, lang: Language, text: string): boolean => {
  const said = plainly(text);
  return term.forms[lang].some((form) => said.includes(plainly(form)));
};
