/** The model's road: the same skies as the real one, over messages instead of bytes. */
import type { Clock } from '../clock.ts';
import type { Skies } from '../weather.ts';
import { alteredAt, type ModelEndpoint } from './endpoint.ts';
import { allStored, asHeard, type Ask, type Heard } from './messages.ts';

/** A request that is never answered is given up after this. */
const PATIENCE_MS = 120_000;

export interface ModelRoad {
  readonly ask: (device: { readonly number: number; requests: number }, ask: Ask, hear: (heard: Heard) => void) => void;
  readonly pending: () => number;
  readonly isUnderWay: (device: number) => boolean;
}

export const makeModelRoad = (clock: Clock, skies: Skies, endpoint: ModelEndpoint, without: ReadonlySet<string>): ModelRoad => {
  let pending = 0;
  const underWay = new Map<number, number>();
  const remembered = new Map<string, Heard>();
  const ways = (number: number, ask: Ask): string => `${number} ${ask.ask} ${'clip' in ask ? ask.clip.id : ''}`;
  const send = (number: number, ask: Ask, altered: number | undefined): Heard | undefined => {
    const said = endpoint.answer(ask, altered);
    if (said) remembered.set(ways(number, ask), said);
    return said;
  };
  return {
    pending: () => pending,
    isUnderWay: (device) => (underWay.get(device) ?? 0) > 0,
    ask: (device, ask, hear) => {
      const { number } = device;
      const nth = (device.requests += 1);
      const fate = skies.fateOf(number, nth, clock.now(), (id) => ask.ask === 'records' && ask.records.some((record) => record.id === id));
      const old = remembered.get(ways(number, ask));
      const altered = fate.altered ? alteredAt(fate.salt) : undefined;
      underWay.set(number, (underWay.get(number) ?? 0) + 1);
      let isOver = false;
      const over = (heard: Heard): void => {
        if (isOver) return;
        isOver = true;
        underWay.set(number, underWay.get(number)! - 1);
        hear(heard);
      };
      const comesBack = (own: Heard | undefined): Heard | undefined => {
        switch (fate.answer) {
          case 'hangs':
            return undefined;
          case 'own':
            return own ?? { heard: 'network' };
          case 'altered':
            return own?.heard === 'receipt' ? { heard: 'no-receipt' } : (own ?? { heard: 'network' });
          case 'forged':
            return without.has('C-03') ? allStored(ask, true) : { heard: 'no-receipt' };
          case 'impostor':
            return ask.ask === 'keys' ? { heard: 'ring', keys: 0 } : without.has('C-25') ? allStored(ask, true) : { heard: 'no-receipt' };
          case 'old':
            return old === undefined ? { heard: 'network' } : old.heard === 'receipt' && !without.has('C-04') ? { heard: 'no-receipt' } : old;
          default:
            return asHeard(fate.answer, fate.salt);
        }
      };
      clock.after(fate.delayMs, () => {
        const heard = comesBack(fate.reaches ? send(number, ask, altered) : undefined);
        if (heard) clock.after(fate.delayMs >> 1, () => over(heard));
      });
      if (!without.has('C-15')) clock.after(PATIENCE_MS, () => over({ heard: 'network' }));
      if (fate.againMs === undefined) return;
      pending += 1;
      clock.after(fate.delayMs + fate.againMs, () => {
        pending -= 1;
        send(number, ask, altered);
      });
    },
  };
};
