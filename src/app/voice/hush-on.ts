/** Everything that makes the voice fall silent: a key, another focus, the page going out of sight; and what is spoken back. */
import type { Player } from './player.ts';

/** Keys that move nothing and say nothing. */
const QUIET_KEYS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock']);

export interface Heeding {
  /** It was reading when the page went out of sight, and the person is back. */
  readonly onReturn: () => void;
  /** A choice was made, with the label that says it. */
  readonly onChosen: (label: Element) => void;
  /** Something was unfolded. */
  readonly onUnfolded: (fold: HTMLDetailsElement) => void;
}

const hushOnMoves = (player: Player): void => {
  document.addEventListener('keydown', (event) => {
    if (QUIET_KEYS.has(event.key) || (event.target as Element).closest?.('[data-listen]')) return;
    player.pause();
  });
  document.addEventListener('focusin', (event) => {
    // The heading takes the focus by itself when a new screen comes; that is no move of the person's.
    if ((event.target as Element).matches('h1, [data-listen], input')) return;
    player.pause();
  });
};

const hushWhileHidden = (player: Player, onReturn: () => void): void => {
  let wasReading = false;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      wasReading = player.state.value === 'speaking';
      player.pause();
    } else if (wasReading) {
      wasReading = false;
      onReturn();
    }
  });
};

export const hushOn = (player: Player, { onReturn, onChosen, onUnfolded }: Heeding): void => {
  hushOnMoves(player);
  hushWhileHidden(player, onReturn);
  document.addEventListener('change', (event) => {
    const input = event.target as Element;
    const label = input.matches('input:checked') ? input.closest('label') : null;
    if (label !== null) onChosen(label);
  });
  // It does not bubble, and is caught on its way down.
  document.addEventListener('toggle', (event) => event.target instanceof HTMLDetailsElement && event.target.open && event.target.closest('main') && onUnfolded(event.target), true);
};
