/** docs/openapi.json held against what the endpoint really answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import { ROOT } from './a-folder.ts';

interface Answered {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: object }>>;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}
export interface Operation {
  readonly responses: Readonly<Record<string, Answered>>;
}
export interface TheDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export const DOCUMENT_FILE = join(ROOT, 'docs/openapi.json');
let read: TheDocument | undefined;
export const theDocument = (): TheDocument => (read ??= JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8')) as TheDocument);

export const METHODS = ['get', 'head', 'post', 'patch', 'put', 'delete'] as const;

const compiled = new Map<object, ValidateFunction>();
let ajv: Ajv2020 | undefined;
const validator = (schema: object): ValidateFunction => {
  ajv ??= new Ajv2020({ strict: false, validateFormats: false });
  // What it refers to stands beside it, where the document has it.
  const known = compiled.get(schema) ?? ajv.compile({ ...schema, components: theDocument().components });
  compiled.set(schema, known);
  return known;
};

const patterns = new Map<string, RegExp>();
/** A file's name may hold slashes. */
const patternOf = (path: string): RegExp => {
  const pattern = patterns.get(path) ?? new RegExp(`^${path.replace('{file}', '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  patterns.set(path, pattern);
  return pattern;
};

/** The path as the document writes it, and what it says of this method; nothing where it does not know the address. */
export const documented = (method: string, address: string): { readonly path: string; readonly operation: Operation | undefined } | undefined => {
  const { paths } = theDocument();
  const path = Object.keys(paths).find((each) => each === address) ?? Object.keys(paths).find((each) => each.includes('{') && patternOf(each).test(address));
  if (path === undefined) return undefined;
  const said = method.toLowerCase();
  // A HEAD is a GET whose body is left out, where nothing else is said of it.
  return { path, operation: paths[path]?.[said] ?? (said === 'head' ? paths[path]?.['get'] : undefined) };
};

const bodyFault = async (said: Answered, response: Response): Promise<string | undefined> => {
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const text = await response.clone().text();
  if (said.content === undefined) return text === '' ? undefined : 'has a body that is not documented';
  const shape = said.content[type];
  if (shape === undefined) return `has the type ${type}, which is not documented`;
  if (shape.schema === undefined || type.startsWith('text/')) return undefined;
  const check = validator(shape.schema);
  return check(JSON.parse(text)) ? undefined : `has a body that does not fit: ${JSON.stringify(check.errors?.[0])}`;
};

const headerFaults = (said: Answered, { headers }: Response): readonly string[] =>
  Object.entries(said.headers ?? {}).flatMap(([name, { required, schema }]) => {
    const value = headers.get(name);
    if (value === null) return required === true ? [`lacks the header ${name}`] : [];
    return validator(schema)(value) ? [] : [`has the header ${name}: ${value}`];
  });

/** Throws where an answer is not as the document says. Addresses that are not of the wire are none of its business. */
export const holdToDocument = async (method: string, address: string, response: Response): Promise<void> => {
  const known = documented(method, address);
  if (known === undefined) return;
  const { path, operation } = known;
  const said = operation?.responses[String(response.status)];
  // What is no operation of its path is refused, as any such address is.
  if (operation === undefined && [404, 405, 503].includes(response.status)) return;
  const fault = said === undefined ? 'is not documented' : method === 'HEAD' ? undefined : await bodyFault(said, response);
  const faults = [...(fault === undefined ? [] : [fault]), ...(said === undefined ? [] : headerFaults(said, response))];
  if (faults.length > 0) throw new Error(`${method} ${path} answered ${response.status}, which ${faults.join(', and ')}: see docs/openapi.json`);
};
