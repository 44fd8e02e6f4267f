/** What browsers are told about our pages: whose scripts may run (only ours, by hash), and that nobody may frame them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
} as const;

/**
 * Where browsers see HTTPS: for a year they ask for nothing else of this host. Of this host alone, since the council's other
 * sites are not ours to speak for.
 */
export const httpsHeaders: Readonly<Record<string, string>> = { 'strict-transport-security': 'max-age=31536000' };

/** For everything that is not a page. */
export const plainHeaders: Readonly<Record<string, string>> = { ...EVERYWHERE, 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

/** Server-rendered and without script: there is none that could be made to run. */
export const staffHeaders: Readonly<Record<string, string>> = {
  ...EVERYWHERE,
  'content-security-policy': "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/** The one staff page with a script, its own, which plays and shows what it has fetched into its memory, and nothing else. */
export const clipPageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    'media-src blob:',
    'img-src data: blob:',
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
};

/** No page, no frame and no script, whatever someone has sealed in a recording's name. */
export const clipBytesHeaders: Readonly<Record<string, string>> = { ...EVERYWHERE, 'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'" };

interface Hashes {
  readonly script: readonly string[];
  readonly style: readonly string[];
}

/** What a page with a script of ours may do, and where its scripts, styles and pictures may come from. */
const pageWith = ({ script, style, picture }: { readonly script: string; readonly style: string; readonly picture: string }): Readonly<Record<string, string>> => {
  const policy = [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    `img-src ${picture}`,
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types our-turn',
  ];
  return { ...EVERYWHERE, 'content-security-policy': policy.join('; ') };
};

/** For the app's pages. The hashes are of the style and the first script that the build put into the page. */
export const pageHeaders = (distDir: string): Readonly<Record<string, string>> => {
  const { script, style } = JSON.parse(readFileSync(join(distDir, 'page', 'csp.json'), 'utf8')) as Hashes;
  return pageWith({ script: `'self' ${script.join(' ')}`, style: style.join(' '), picture: "'self' data: blob:" });
};

/**
 * For the voice studio alone, which has no script or style in its page: it may also compile the encoder that makes MP3
 * of what was recorded. Nothing else here may run WebAssembly.
 */
export const studioHeaders: Readonly<Record<string, string>> = pageWith({ script: "'self' 'wasm-unsafe-eval'", style: "'self'", picture: "'self' data:" });

/** The worker has no page; it may talk to its own origin and to nobody else. */
export const workerHeaders: Readonly<Record<string, string>> = { ...EVERYWHERE, 'content-security-policy': "default-src 'none'; connect-src 'self'; script-src 'self'" };
