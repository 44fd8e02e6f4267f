/** What an address asks for, read with suspicion: a page number, an id, a form's fields. */
import { isRecordId } from '../../domain/id.ts';
import type { StaffContext } from './context.ts';

/** Page 1 for anything that is no page number. */
export const pageNumber = (c: StaffContext): number => {
  const page = c.req.query('page') ?? '1';
  return /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
};

/** The id in the path; undefined for what can't be one. */
export const idInPath = (c: StaffContext): string | undefined => {
  const id = c.req.param('id');
  return isRecordId(id) ? id : undefined;
};

/** One text field of a form, line ends as people type them; empty where there is none. */
export const field = (form: Readonly<Record<string, unknown>>, name: string): string => {
  const value = form[name];
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
};
