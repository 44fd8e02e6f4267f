/** What there is to hear on the page, in the order in which it is read: every text that shows, and what it belongs to. */

export interface Speakable {
  /** As it stands there, white space collapsed. */
  readonly text: string;
  /** The receipt's code is said letter by letter. */
  readonly isCode: boolean;
  /** The element that it stands in. */
  readonly within: Element;
  /** What bears the ring while this is spoken. */
  readonly of: Element;
}

/** A text belongs to the whole that a person would point at; where there is none, to its own paragraph. */
const WHOLES = '.option, .row, .button, .notice, .problem, .state, .toast';
const BLOCKS = 'h1, h2, h3, p, li, legend, label, summary, span';
/** Pictures, what is hidden on purpose, and a person's own words, which no clip was ever made for. */
const SILENT = 'svg, [aria-hidden=true], [hidden], script, style, template, blockquote, [data-listen]';

/** Closed folds hide what is in them, and styles may hide the rest: what has no room on the page can't be read there. */
const isHidden = (element: Element): boolean => {
  const fold = element.closest('details:not([open])');
  return (fold !== null && element.closest('summary')?.parentElement !== fold) || element.getClientRects().length === 0;
};

/** The texts under `root`. Each stretch of text stands in the words of the app or of a pack as a whole, so each has its clips. */
export const speakables = (root: Element): readonly Speakable[] => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Speakable[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? '').replace(/\s+/g, ' ').trim();
    const element = node.parentElement;
    if (text === '' || element === null || element.closest(SILENT) !== null || isHidden(element)) continue;
    found.push({ text, isCode: element.closest('.code') !== null, within: element, of: element.closest(WHOLES) ?? element.closest(BLOCKS) ?? element });
  }
  return found;
};
