/** A council that is killed in the middle of a recording and started again: what it said that it had it has, and the rest follows. */
import { expect, onTestFinished, test } from 'vitest';
import { CLIP_PIECE_BYTES } from '../../src/domain/clip.ts';
import { drain } from '../../src/sync/drain.ts';
import { startCouncil } from '../kit/a-council-process.ts';
import { aFolder } from '../kit/a-folder.ts';
import { aNetwork } from '../kit/a-network.ts';
import { aPhone } from '../kit/a-phone.ts';
import { recordOn, throughNetwork } from '../kit/a-recorder.ts';
import { fetchPack } from '../kit/a-sender.ts';

test('killed while the third of four pieces is under way: two are there after the restart, and no piece that was kept goes again', async () => {
  const folder = aFolder();
  let council = await startCouncil(folder);
  const network = await aNetwork(() => council.address);
  const phone = aPhone(77);
  onTestFinished(async () => {
    phone.close();
    await network.close();
    await council.stop();
  });
  const { pack, ring } = await fetchPack(council.address);
  const { clips } = await recordOn(phone, ring, pack, [3 * CLIP_PIECE_BYTES + 1_000]);
  let isKilled = false;
  phone.answeredBy(async (request) => {
    if (isKilled || request.headers.get('upload-offset') !== String(2 * CLIP_PIECE_BYTES)) return throughNetwork(network)(request);
    isKilled = true;
    network.befalls = () => 'torn';
    const answer = throughNetwork(network)(request);
    answer.catch(() => undefined);
    await council.kill();
    return answer;
  });
  expect(await drain(phone.sending)).toMatchObject({ acknowledged: 1, stopped: 'network' });
  network.befalls = () => undefined;
  council = await startCouncil(folder);
  await drain(phone.sending);
  const pieces = phone.sent.filter(({ method }) => method === 'PATCH').map(({ offset }) => Number(offset) / CLIP_PIECE_BYTES);
  expect(pieces).toEqual([0, 1, 2, 2, 3]);
  const [{ named }] = clips as [(typeof clips)[number]];
  expect(await phone.clips().held('together')).toEqual([{ id: named.id, digest: named.digest }]);
  // Asked again, by its own signed word.
  await drain(phone.sending);
  expect(await phone.clips().held('together')).toHaveLength(1);
  expect((await council.answers())[0]).toMatchObject({ answers: expect.arrayContaining([expect.objectContaining({ q: 'impact', kind: 'clips' })]) });
}, 60_000);
