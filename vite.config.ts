/** One tree, five builds, each chosen by `--mode`: the page, the voice studio, the page's prerender, the service worker, and the council. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { checkedCounts } from './src/tools/words/check.mjs';

const root = import.meta.dirname;
/** tools/build.mjs builds beside the last good build and swaps the two. */
const dist = process.env['OUR_TURN_DIST'] ?? 'dist';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64');

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/**
 * What the screens are made from, as one short hash. A page that was prerendered by other screens than the script's
 * own must not be hydrated, and this is how the script knows.
 */
const look = createHash('sha256')
  .update(['src/app', 'src/domain', 'src/i18n', 'locales'].flatMap((room) => filesIn(join(root, room))).map((file) => readFileSync(file)).join('\0'))
  .digest('hex')
  .slice(0, 12);

/** The few words of the welcome page, which is there before anyone has chosen a language. */
const talk = Object.fromEntries(
  ['en', 'so', 'bn'].map((lang) => {
    const words = JSON.parse(readFileSync(join(root, `locales/${lang}/app.json`), 'utf8')) as Record<string, string>;
    return [lang, { talk: words['welcome.talk'], title: words['welcome.title'], listen: words['listen.all'], likeThis: words['welcome.like-this'], computer: words['listen.computer'] }];
  }),
);

/** How many texts a speaker has checked, by language: a few numbers, so that the app needs no list to be honest. */
const checked = checkedCounts(root);

export const define = { __LOOK__: JSON.stringify(look), __VERSION__: JSON.stringify(version), __TALK__: JSON.stringify(talk), __CHECKED__: JSON.stringify(checked) };

/** The first script, small enough to stand in the page itself. */
const bundleEarly = async (): Promise<string> => {
  const bundle = await rolldown({ input: join(root, 'src/app/early.ts'), logLevel: 'warn' });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  return output[0].code.trim();
};

/**
 * Puts the styles and the first script into the page, so that one request shows a whole screen, and writes down
 * their hashes for the content security policy.
 */
const inlineFirstScreen = (): Plugin => ({
  name: 'inline-first-screen',
  enforce: 'post',
  async generateBundle(_options, bundle) {
    const page = bundle['index.html'];
    const css = Object.values(bundle).find((file) => file.fileName.endsWith('.css'));
    if (page?.type !== 'asset' || css?.type !== 'asset') throw new Error('the page or its styles are missing from the build');
    const style = String(css.source).trim();
    const early = await bundleEarly();
    const html = String(page.source)
      .replace(/<script [^>]*data-inline[^>]*><\/script>/, () => `<style>${style}</style><script>${early}</script>`)
      .replace(/>\s+</g, '><');
    if (!html.includes(style) || !html.includes(early)) throw new Error('the page has no place for its styles or its first script');
    delete bundle[css.fileName];
    delete bundle['index.html'];
    this.emitFile({ type: 'asset', fileName: 'shell.html', source: html });
    this.emitFile({
      type: 'asset',
      fileName: 'csp.json',
      source: JSON.stringify({ script: [`'sha256-${sha256(early)}'`], style: [`'sha256-${sha256(style)}'`] }),
    });
  },
});

/** The styles stand in the page itself: a late script that first asked for a file of them would be refused, and fail. */
const noStyleFiles = (): Plugin => ({
  name: 'no-style-files',
  enforce: 'pre',
  generateBundle: {
    order: 'pre',
    handler(_options, bundle) {
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.viteMetadata?.importedCss.clear();
    },
  },
});

/** What a phone fetches to work offline: everything but what only some need (letters, voices, the studio, large icons) or nobody does. */
const isOfSome = (path: string): boolean =>
  /^(worker\.js|csp\.json|studio[./].*|fonts\/.*|audio\/.*|icons\/.*(512|maskable|apple).*|.*\.(br|map|md|txt))$/.test(path);

const shellFiles = (): readonly { url: string; revision: string | null; integrity: string }[] => {
  const page = join(root, dist, 'page');
  return filesIn(page)
    .map((file) => relative(page, file).replaceAll('\\', '/'))
    .filter((path) => !isOfSome(path))
    .map((path) => {
      const hash = sha256(readFileSync(join(page, path)));
      // A name that holds a hash needs no revision in its address.
      return { url: `/${path}`, revision: path.startsWith('assets/') ? null : hash.slice(0, 12), integrity: `sha256-${hash}` };
    });
};

const page: UserConfig = {
  plugins: [noStyleFiles(), inlineFirstScreen()],
  // Only the client goes without post-quantum recipients.
  resolve: { alias: { '@noble/post-quantum/hybrid.js': join(root, 'src/seal/no-post-quantum.ts') } },
  build: {
    outDir: join(dist, 'page'),
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['es2022', 'safari15.4'],
  },
};

/** An entry of its own with scripts of its own, so that residents' phones fetch nothing of it. */
const studio: UserConfig = {
  build: {
    outDir: join(dist, 'page'),
    emptyOutDir: false,
    copyPublicDir: false,
    assetsDir: 'studio',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['es2022', 'safari15.4'],
    rollupOptions: { input: 'studio.html' },
  },
};

const ssr = (name: string, entries: Record<string, string>): UserConfig => ({
  publicDir: false,
  build: {
    outDir: join(dist, name),
    ssr: true,
    target: 'node20',
    minify: false,
    rollupOptions: { input: entries, output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' } },
  },
});

const worker = (): UserConfig => ({
  publicDir: false,
  define: { ...define, __SHELL_FILES__: JSON.stringify(shellFiles()), 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: join(dist, 'page'),
    emptyOutDir: false,
    target: ['es2022', 'safari15.4'],
    // Alone, and as one classic script: a joint build left an import in it, which a classic registration can't load. As a
    // library, since what the page loads later lies in here too, and has nothing to preload it with.
    lib: { entry: 'src/worker/main.ts', formats: ['iife'], name: 'worker' },
    rollupOptions: { output: { entryFileNames: 'worker.js', codeSplitting: false } },
  },
});

export default defineConfig(({ mode }): UserConfig => {
  const shared: UserConfig = {
    root,
    define,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: mode === 'council' ? 'hono/jsx' : 'preact' } },
  };
  switch (mode) {
    case 'studio':
      return { ...shared, ...studio };
    case 'prerender':
      return { ...shared, ...ssr('prerender', { prerender: 'src/app/prerender.tsx', pieces: 'src/app/pieces.ts' }) };
    case 'worker':
      return { ...shared, ...worker() };
    case 'council':
      return {
        ...shared,
        ...ssr('council', { main: 'src/council/main.ts', cli: 'src/council/cli.ts', 'check-pack-cli': 'src/council/check-pack-cli.ts' }),
      };
    default:
      return { ...shared, ...page };
  }
});
