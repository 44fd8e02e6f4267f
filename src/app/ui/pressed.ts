/** A press, and whether a person's own hand made it: a screen reader's click comes from no pointer and no key, and must start no sound. */
import type { TargetedEvent, TargetedKeyboardEvent, TargetedMouseEvent } from 'preact';

export interface Pressed {
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  readonly onClick: (event: TargetedMouseEvent<HTMLElement>) => void;
}

/** `detail` is 0 for a key's click and for a screen reader's, so the key is remembered. */
const KEY = 'data-key';

/** For a button that presses another on a person's behalf. */
export const markAsOwn = (button: Element): void => button.setAttribute(KEY, '');

export const isVirtual = (event: TargetedEvent<HTMLElement> & { readonly detail: number }): boolean => {
  const isByKey = event.currentTarget.hasAttribute(KEY);
  event.currentTarget.removeAttribute(KEY);
  return event.detail === 0 && !isByKey;
};

export const pressed = (onPress: (isVirtual: boolean) => void): Pressed => ({
  onKeyDown: (event) => markAsOwn(event.currentTarget),
  onClick: (event) => onPress(isVirtual(event)),
});
