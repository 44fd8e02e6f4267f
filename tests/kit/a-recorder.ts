/** A phone on which something was recorded, and a real council that it reaches over a network. */
import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { councilApp } from '../../src/council/http/app.ts';
import type { KeyRing } from '../../src/domain/wire.ts';
import type { Pack } from '../../src/domain/pack.ts';
import { APART_KINDS } from '../../src/domain/record.ts';
import type { Sealing } from '../../src/store/clip-rows.ts';
import { aRecordWithClips, type AClip, type Recorded } from './a-clip.ts';
import { aCouncil, type ACouncil, type CouncilWish } from './a-council.ts';
import { aNetwork, type ANetwork } from './a-network.ts';
import type { APhone } from './a-phone.ts';
import type { RecordWish } from './a-record.ts';

/** A council that listens, and the network before it. */
export interface AReachedCouncil {
  readonly council: ACouncil;
  readonly network: ANetwork;
}

export const aReachedCouncil = async (folder?: string, wish: CouncilWish = {}): Promise<AReachedCouncil> => {
  const council = await aCouncil(folder, wish);
  const server = createAdaptorServer({ fetch: councilApp(council.council).fetch }) as Server;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const network = await aNetwork(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const close = async (): Promise<void> => {
    await network.close();
    server.closeAllConnections();
    await new Promise((over) => server.close(over));
  };
  wish.whenOver?.(close);
  return { council, network };
};

/** Over real HTTP, from wherever this phone is told that the council is. */
export const throughNetwork =
  ({ address }: Pick<ANetwork, 'address'>) =>
  async (request: Request): Promise<Response> => {
    const { method, headers } = request;
    const body = method === 'HEAD' || method === 'GET' ? null : await request.clone().arrayBuffer();
    return fetch(address + new URL(request.url).pathname, { method, headers, body, redirect: 'manual' });
  };

/** Seals and keeps; whether the record is handed in and the clips released is for the test to say. */
export const recordOn = async (
  phone: APhone,
  ring: KeyRing,
  pack: Pick<Pack, 'id' | 'version'>,
  sizes: readonly number[],
  wish: RecordWish & { readonly until?: 'ready' | 'handed-in'; readonly keepsCopy?: boolean } = {},
): Promise<Recorded> => {
  const { until = 'handed-in', keepsCopy = false, ...more } = wish;
  const both = await aRecordWithClips(ring, pack, sizes, more);
  const kind = more.kind ?? 'answers';
  for (const clip of both.clips) {
    const sealing = sealingOf(clip, { keepsCopy, lane: APART_KINDS.has(kind) ? 'apart' : 'together' });
    for (const [number, piece] of clip.pieces.entries()) await phone.clips().addSealed(sealing.sealing, piece, number);
    await phone.clips().ready(sealing);
  }
  await phone.library.keepReceiptKeys(ring.receipts);
  if (until === 'handed-in') await phone.outbox.put([{ kind, record: both.record }]);
  return both;
};

export const sealingOf = (clip: AClip, more: Partial<Sealing> = {}): Sealing => ({
  ...clip.named, sealing: `s-${clip.named.id}`, record: clip.head.record, lane: 'together', pieces: clip.pieces.length, keepsCopy: false, ...more,
});
