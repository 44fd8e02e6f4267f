/** Two keys from whatever sends them: a keyboard, a switch box, a USB keypad. */

export interface TwoKeys {
  readonly next: () => void;
  readonly before: () => void;
  readonly choose: () => void;
}

/** What switch boxes and keypads send as they come from the shop. */
const NEXT = new Set([' ', 'Tab', 'ArrowDown', 'ArrowRight', '1', 'F1', 'PageDown']);
const CHOOSE = new Set(['Enter', '2', '3', 'F2']);
const BEFORE = new Set(['ArrowUp', 'ArrowLeft', 'PageUp']);
/** In a field to write in these alone lead out of it; everything else is writing. */
const LEAVES_FIELD = new Set(['Tab', 'Enter']);

const isField = (element: Element | null): boolean => element?.matches('textarea, input:not([type=checkbox], [type=radio])') ?? false;

const meantBy = (event: KeyboardEvent, keys: TwoKeys): (() => void) | undefined => {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  if (isField(document.activeElement)) return LEAVES_FIELD.has(event.key) ? keys.next : undefined;
  if (event.key === 'Tab' && event.shiftKey) return keys.before;
  if (NEXT.has(event.key)) return keys.next;
  if (BEFORE.has(event.key)) return keys.before;
  return CHOOSE.has(event.key) ? keys.choose : undefined;
};

/** Gives how to stop. Caught on the way down, before anything else on the page hears of the key. */
export const onTwoKeys = (keys: TwoKeys): (() => void) => {
  const onKey = (event: KeyboardEvent): void => {
    const meant = meantBy(event, keys);
    if (meant === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A key that is held down by a heavy hand counts once.
    if (!event.repeat) meant();
  };
  // A space or Enter presses a button when it comes up again.
  const onUp = (event: KeyboardEvent): void => {
    if (!isField(document.activeElement) && (NEXT.has(event.key) || CHOOSE.has(event.key))) event.preventDefault();
  };
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('keyup', onUp, true);
  return () => {
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('keyup', onUp, true);
  };
};
