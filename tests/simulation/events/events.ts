/** Everything that can happen: what people do, and every fault that CUSTODY's promise must survive. To add one, add an entry. */
import { device } from './device.ts';
import { endpoint } from './endpoint.ts';
import type { Event } from './event.ts';
import { handingIn } from './handing-in.ts';
import { network } from './network.ts';

export const DEEDS: Readonly<Record<string, Event>> = handingIn;
export const FAULTS: Readonly<Record<string, Event>> = { ...network, ...device, ...endpoint };
export const EVENTS: Readonly<Record<string, Event>> = { ...DEEDS, ...FAULTS };
