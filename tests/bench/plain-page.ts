/**
 * The floor: our own page with everything taken out that plain HTML can do without. It keeps every word that a person
 * with script sees, every link and every native control, in the same order. It loses script, pictures, our styles,
 * classes and what only our script reads, and gets a few lines of CSS, so that it is a page somebody might really
 * write. The stops of a conversation become sections of one page, of which one shows; the button that goes on becomes
 * a link to the next (`:target`), which is the quickest way without script.
 */
import type { Browser } from 'playwright';

const STYLE = 'body{max-width:40rem;margin:auto;padding:1rem;font:1.125rem/1.5 sans-serif}label{display:block}section{display:none}section:target,body:not(:has(:target)) section:first-of-type{display:block}';

/** Runs in a browser, which reads HTML as browsers do. */
const plainOf = ({ html, style }: { readonly html: string; readonly style: string }): string => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const LEAVE = new Set(['href', 'lang', 'type', 'name', 'value', 'for', 'rows', 'content', 'charset']);
  for (const template of page.querySelectorAll('template')) template.replaceWith(template.content);
  for (const gone of page.querySelectorAll('script,style,link,svg,noscript,meta:not([charset],[name=viewport])')) gone.remove();
  const stops = [...page.querySelectorAll<HTMLElement>('main[data-question]')];
  const names = stops.map((stop) => stop.dataset['screen'] ?? '');
  stops.forEach((stop, at) => {
    const onward = page.createElement('a');
    const button = stop.querySelector('button[type=submit]');
    onward.textContent = button?.textContent ?? '';
    onward.href = `#${names[at + 1] ?? 'end'}`;
    button?.replaceWith(onward);
    const section = page.createElement('section');
    section.append(...stop.childNodes);
    stop.replaceWith(section);
    section.dataset['stop'] = names[at];
  });
  const targets = new Set([...page.querySelectorAll('label[for]')].map((label) => label.getAttribute('for')));
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of Array.from(element.attributes)) {
      if (name === 'data-stop') element.id = value;
      if (!LEAVE.has(name) && !(name === 'id' && (targets.has(value) || element.tagName === 'SECTION'))) element.removeAttribute(name);
    }
  }
  for (const bare of page.querySelectorAll('span,div,i,form')) if (bare.attributes.length === 0) bare.replaceWith(...bare.childNodes);
  page.head.insertAdjacentHTML('beforeend', `<style>${style}</style>`);
  return `<!doctype html>${page.documentElement.outerHTML}`;
};

export const makePlain = async (browser: Browser, html: string): Promise<string> => {
  const page = await browser.newPage();
  const plain = await page.evaluate(plainOf, { html, style: STYLE });
  await page.close();
  return plain;
};
