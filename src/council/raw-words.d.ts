/** What the build puts in the place of a file's name: its text, or those files that are there. */
declare module '*.csv?raw' {
  const text: string;
  export default text;
}

interface ImportMeta {
  readonly glob: (pattern: string, options: { readonly eager: true; readonly import: 'default' }) => Readonly<Record<string, unknown>>;
}
