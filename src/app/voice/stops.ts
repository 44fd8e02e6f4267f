/** The stops of the page for two buttons: what each says, and what choosing it presses. They are the page's own controls. */
import { speakables, type Speakable } from './speakable.ts';

export interface Stop {
  /** What bears the mark. */
  readonly at: HTMLElement;
  /** What is pressed. A stretch of text has none: choosing it says it again. */
  readonly control: HTMLElement | undefined;
  readonly says: readonly Speakable[];
  readonly isFixed: boolean;
}

const CONTROLS = 'a[href], button, input, textarea, select, summary';
/** Back and listening stand under More; that an answer is kept comes and goes by itself. */
const LEFT_OUT = '[data-listen], .back, .kept, [aria-disabled=true]';
const FIXED = '[data-always], [name=passed], .go, #more summary';
/** A text in one of these belongs to the control that comes after it in the same. */
const TOGETHER = '.given, fieldset, .notice, .problem, .toast, .field';

const isShown = (element: Element): boolean => {
  const fold = element.closest('details:not([open])');
  return element.getClientRects().length > 0 && (fold === null || (element.matches('summary') && element.parentElement === fold && fold.parentElement?.closest('details:not([open])') === null));
};

const wholeOf = (control: HTMLElement): HTMLElement => control.closest<HTMLElement>('label') ?? control;

const isBefore = (one: Node, other: Node): boolean => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

const textStop = (says: readonly Speakable[]): readonly Stop[] => {
  const at = says.find(({ of }) => of.matches('h1'))?.of ?? says[0]?.of;
  return at instanceof HTMLElement ? [{ at, control: undefined, says, isFixed: false }] : [];
};

/** The controls in order, and the texts between them, which are either theirs or a stop of their own. */
const inOrder = (controls: readonly HTMLElement[], texts: readonly Speakable[]): readonly Stop[] => {
  let left = texts;
  const stops = controls.flatMap((control): readonly Stop[] => {
    const at = wholeOf(control);
    const before = left.filter(({ within }) => !at.contains(within) && isBefore(within, at));
    const own = left.filter(({ within }) => at.contains(within));
    left = left.filter((each) => !before.includes(each) && !own.includes(each));
    const isItsOwn = ({ within }: Speakable): boolean => within.closest(TOGETHER)?.contains(control) ?? false;
    const theirs = before.filter(isItsOwn);
    return [...textStop(before.filter((each) => !isItsOwn(each))), { at, control, says: [...theirs, ...own], isFixed: control.matches(FIXED) }];
  });
  return [...stops, ...textStop(left)];
};

/** Without an answer the way on is to skip, and it is called so; with one it is to go on. */
const oneWayOn = (stops: readonly Stop[]): readonly Stop[] => {
  if (!stops.some(({ at }) => at.matches('[data-always]'))) return stops;
  const isGiven = Array.from(document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('main form :is(input:checked, textarea)')).some(({ value }) => value.trim() !== '');
  return stops.filter(({ at }) => !at.matches(isGiven ? '[data-always]' : '.go'));
};

const stopsIn = (roots: readonly Element[]): readonly Stop[] => {
  const controls = roots.flatMap((root) => Array.from(root.querySelectorAll<HTMLElement>(CONTROLS))).filter((each) => !each.matches(LEFT_OUT) && isShown(each));
  return inOrder(controls, roots.flatMap(speakables).filter((text) => text.within.closest(LEFT_OUT) === null));
};

/** All stops of what shows: the screen with its way on and More, or the menu where that is open. */
export const stopsOnPage = (): readonly Stop[] => {
  const more = document.querySelector('#more');
  const panel = more?.querySelector('details[open] .panel');
  const summary = more ? stopsIn([more]).filter(({ at }) => at.matches('summary')) : [];
  if (panel) return [...stopsIn([panel]), ...summary];
  const page = oneWayOn(stopsIn(Array.from(document.querySelectorAll('#page main'))));
  // The first stretch of text is the question, and is come by in every round.
  return [...page.map((stop, index) => (index === 0 && stop.control === undefined ? { ...stop, isFixed: true } : stop)), ...summary];
};
