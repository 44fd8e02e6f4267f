/** Everything by two buttons: from stop to stop, each spoken as it is come to, until one is chosen. Nothing times out. */
import { computed, effect, signal, untracked } from '@preact/signals';
import { render } from 'preact';
import type { AppState } from './state/app-state.ts';
import { nameOfScreen, onceShown } from './state/follow-sound.ts';
import type { Reading } from './state/reading.ts';
import { say } from './screens/words.ts';
import { Halves } from './ui/halves.tsx';
import { markAsOwn } from './ui/pressed.ts';
import { REST } from './voice/rounds.ts';
import type { Stop } from './voice/stops.ts';
import { onTwoKeys } from './voice/two-keys.ts';
import { makeWalk, type Here } from './voice/walk.ts';

export interface TwoButtons {
  /** A screen has come, or something on it that must be told: begins at its first stop. Whoever has moved on from there stays. */
  readonly arrive: (name: string) => void;
  readonly end: () => void;
}

const isField = (control: HTMLElement): boolean => control.matches('textarea, input:not([type=checkbox], [type=radio]), select');

/** What is said of a stop besides its own words. */
const isChosen = ({ control }: Stop): boolean => control instanceof HTMLInputElement && control.checked;

/** What stands above the two buttons: a choice in its own words, of a stretch of text only where it begins. */
const shortly = ({ control, at, says }: Stop): string => (control === undefined ? (at.textContent ?? '') : says.map(({ text }) => text).join(' '));

export const startTwoButtons = (app: AppState, reading: Reading): TwoButtons => {
  const walk = makeWalk();
  const here = signal<Here | undefined>(undefined);
  let isQuiet = false;
  let isOver = false;
  let arrivedAt: string | undefined;
  let hasMoved = false;

  const speak = (stop: Here | undefined): void => {
    if (stop === undefined || isQuiet) return;
    if (stop === REST) reading.key('two.rest');
    else reading.texts(stop.says, isChosen(stop) ? ['two.chosen'] : []);
  };
  const show = (stop: Here | undefined): void => {
    document.querySelector('[data-here]')?.removeAttribute('data-here');
    here.value = stop;
    if (stop === undefined || stop === REST) return;
    stop.at.setAttribute('data-here', '');
    // The focus comes first: whatever it makes silent is what was said before.
    const holder = stop.control === undefined ? document.querySelector('h1') : isField(stop.control) ? null : stop.control;
    if (holder) holder.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    stop.at.scrollIntoView({ block: 'nearest' });
  };
  const be = (stop: Here | undefined): void => {
    if (isOver) return;
    show(stop);
    speak(stop);
  };
  /** Choosing may bring another screen, which arrives by itself, or change this one under the person's feet. */
  const press = (stop: Stop, control: HTMLElement): void => {
    const wasMenu = document.querySelector('#more details[open]') !== null;
    markAsOwn(control);
    const before = document.activeElement;
    control.click();
    onceShown(() => {
      const now = document.activeElement;
      // What was written has to be looked at again: that is said, and choosing it leads in. Nobody is put into a field unasked.
      if (now instanceof HTMLElement && now !== before && now !== control && isField(now)) return be(walk.to(now));
      // What has gone with its press says itself what came of it.
      if (!control.isConnected) return;
      const isMenu = document.querySelector('#more details[open]') !== null;
      if (isMenu !== wasMenu) be(walk.begin());
      else if (control instanceof HTMLInputElement) reading.texts(stop.says, [control.checked ? 'two.chosen' : 'two.not-chosen']);
      else if (control.matches('summary')) reading.part(control.parentElement ?? control);
    });
  };
  const move = (by: 1 | -1) => (): void => {
    hasMoved = true;
    be(walk.step(by));
  };
  const choose = (): void => {
    hasMoved = true;
    const stop = walk.here();
    if (stop === undefined) be(walk.begin());
    else if (stop === REST) be(walk.nextRound());
    else if (stop.control === undefined && stop.isFixed) reading.page();
    else if (stop.control === undefined) speak(stop);
    else if (isField(stop.control)) stop.control.focus();
    else press(stop, stop.control);
  };
  /** Where the mark stood is gone, and the screen has said by its focus what takes its place. */
  const onFocus = ({ target }: FocusEvent): void => {
    const stop = here.value;
    if (stop === undefined || stop === REST || stop.at.getClientRects().length > 0) return;
    if (target instanceof HTMLElement && target.matches('main :not(h1)') && !isField(target)) be(walk.to(target));
  };
  /** A screen reader says itself what it presses. */
  const quietly = (isVirtual: boolean, work: () => void): void => {
    isQuiet = isVirtual;
    work();
    isQuiet = false;
  };

  const foot = document.createElement('footer');
  foot.id = 'halves';
  document.body.append(foot);
  document.documentElement.dataset['two'] = '';
  const said = computed(() => {
    const stop = here.value;
    if (stop === undefined) return '';
    return stop === REST ? app.texts.value.text('two.rest') : shortly(stop);
  });
  const endDrawing = effect(() => {
    const t = app.texts.value;
    render(
      <Halves
        here={{ text: said.value }}
        next={say(t, 'two.next')}
        choose={say(t, 'two.choose')}
        onNext={(isVirtual) => quietly(isVirtual, move(1))}
        onChoose={(isVirtual) => quietly(isVirtual, choose)}
      />,
      foot,
    );
  });
  const endKeys = onTwoKeys({ next: move(1), before: move(-1), choose });
  document.addEventListener('focusin', onFocus);
  const arrive = (name: string): void => {
    // The voice may come after the screen, and must not throw anyone back.
    if (name === arrivedAt && hasMoved) return;
    [arrivedAt, hasMoved] = [name, false];
    be(walk.begin());
  };
  onceShown(() => arrive(untracked(() => nameOfScreen(app))));
  return {
    arrive,
    end: () => {
      isOver = true;
      endKeys();
      document.removeEventListener('focusin', onFocus);
      endDrawing();
      render(null, foot);
      foot.remove();
      document.querySelector('[data-here]')?.removeAttribute('data-here');
      delete document.documentElement.dataset['two'];
    },
  };
};
