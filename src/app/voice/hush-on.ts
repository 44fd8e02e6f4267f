/** Everything that makes the voice fall silent: a key, another focus, the page going out of sight; and a choice, which is spoken back. */
import type { Player } from './player.ts';

/** Keys that move nothing and say nothing. */
const QUIET_KEYS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock']);

/** `onHidden`: it was reading when the page went out of sight. `onChosen`: a choice was made, with the label that says it. */
export const hushOn = (player: Player, onHidden: () => void, onChosen: (label: Element) => void): void => {
  document.addEventListener('keydown', (event) => {
    if (QUIET_KEYS.has(event.key) || (event.target as Element).closest?.('[data-listen]')) return;
    if (player.state.value === 'speaking') player.pause();
  });
  document.addEventListener('focusin', (event) => {
    // The heading takes the focus by itself when a new screen comes; that is no move of the person's.
    if ((event.target as Element).matches('h1, [data-listen], input')) return;
    if (player.state.value === 'speaking') player.pause();
  });
  let wasReading = false;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      wasReading = player.state.value === 'speaking';
      player.pause();
    } else if (wasReading) {
      wasReading = false;
      onHidden();
    }
  });
  document.addEventListener('change', (event) => {
    const input = event.target as Element;
    const label = input.matches('input:checked') ? input.closest('label') : null;
    if (label !== null) onChosen(label);
  });
};
