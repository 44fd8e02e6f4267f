/** What befalls requests: each weather of the road, over one device or over all. */
import { WEATHER, type Weather } from '../weather.ts';
import { MINUTE, SECOND, type Event } from './event.ts';

const HOW_LONG = [20 * SECOND, 30 * MINUTE] as const;

/** An even salt: all devices. */
const weather = (what: Weather): Event => ({
  weight: what === 'poison' ? 2 : 1.5,
  ms: HOW_LONG,
  run: ({ stage, on, ms, salt }) => stage.weather(what, salt % 2 === 0 ? undefined : on, ms, salt),
});

export const network = Object.fromEntries(Object.keys(WEATHER).map((what) => [what, weather(what as Weather)])) as Readonly<Record<Weather, Event>>;
