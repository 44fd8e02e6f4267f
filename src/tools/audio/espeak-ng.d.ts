/** The little of espeak-ng's WASM command line that we use; the package has no types of its own, and Node's know no WebAssembly. */
declare namespace WebAssembly {
  type Imports = object;
  type Exports = object;
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: Exports;
    constructor(module: Module, imports: Imports);
  }
}

declare module 'espeak-ng' {
  export interface Files {
    /** As it starts, the program writes its own files with this: the whole path first, then nothing. */
    createDataFile(path: string, name: null, content: Int8Array | Uint8Array, ...rest: readonly boolean[]): void;
    mkdirTree(path: string): void;
    writeFile(path: string, content: string | Uint8Array): void;
    readFile(path: string): Uint8Array;
  }
  interface Options {
    readonly arguments: string[];
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
    readonly instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => WebAssembly.Exports;
    readonly preRun: ((module: { readonly FS: Files }) => void)[];
  }
  /** Runs the program once, from beginning to end: its files can be read afterwards. */
  export default function run(options: Options): Promise<{ readonly FS: Files }>;
}
