/** What the council tells those who watch over it: figures, to whom they are shown, and nothing that leads to anybody. */
import { expect, test } from 'vitest';
import { aCouncil, type ACouncil } from '../../kit/a-council.ts';
import { aFolder } from '../../kit/a-folder.ts';
import { aRecordWithClips } from '../../kit/a-clip.ts';
import { aRecord, reHeaded } from '../../kit/a-record.ts';
import { anEnvelope, expectProblem, post } from '../../kit/a-request.ts';
import { PATHS } from '../../../src/domain/wire.ts';
import { drawSome } from '../../kit/drawn.ts';

drawSome(3);

const TOKEN = 'a-token-that-is-long-enough';
const HERE = '127.0.0.1';
const DAY_MS = 86_400_000;

const packOf = ({ council }: ACouncil) => council.packs.current('visitor-parking')!.pack;
const read = async (council: ACouncil): Promise<string> => (await council.fetchFrom(HERE, '/metrics')).text();
const figure = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
};

test('every line is one that Prometheus reads, and each figure has its help and its type before it', async () => {
  const council = await aCouncil();
  await council.hand([await reHeaded(await aRecord(council.council.keys.ring, packOf(council)), { kind: 'of "tomorrow"\n' })]);
  const response = await council.fetchFrom(HERE, '/metrics');
  expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual(['text/plain; version=0.0.4; charset=utf-8', 'no-store']);
  const lines = (await response.text()).trimEnd().split('\n');
  const told = new Set<string>();
  for (const line of lines) {
    const [, name] = /^# (?:HELP|TYPE) ([a-z_]+) (?:counter|gauge|[A-Z].*\.)$/.exec(line) ?? [];
    if (name !== undefined) told.add(name);
    else expect(line).toMatch(/^[a-z_]+(?:\{[a-z]+="[a-z-]+"\})? \d+(?:\.\d+)?(?:e-\d+)?$/);
    if (name === undefined) expect(told).toContain(/^[a-z_]+/.exec(line)?.[0]);
  }
});

test('records, problems and alarms are counted', async () => {
  const council = await aCouncil();
  const record = await aRecord(council.council.keys.ring, packOf(council));
  await council.hand([record]);
  await council.hand([record, await aRecord(council.council.keys.ring, packOf(council), { id: record.id, text: 'something else' })]);
  await council.fetch('/v1/nothing');
  await post(council, PATHS.records, 'hello');
  const text = await read(council);
  expect(figure(text, 'our_turn_records')).toBe(1);
  expect(figure(text, 'our_turn_verdicts_total{verdict="stored"}')).toBe(1);
  expect(figure(text, 'our_turn_verdicts_total{verdict="duplicate"}')).toBe(1);
  expect(figure(text, 'our_turn_verdicts_total{verdict="parked"}')).toBe(1);
  expect(figure(text, 'our_turn_problems_total{code="not-found"}')).toBe(1);
  expect(figure(text, 'our_turn_problems_total{code="not-json"}')).toBe(1);
  expect(figure(text, 'our_turn_alarms_total{what="same-id-other-digest"}')).toBe(1);
  expect(figure(text, 'our_turn_database_seconds')).toBeLessThan(5);
  expect(figure(text, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  expect(figure(text, 'our_turn_disk_free_bytes')! % (64 * 1024 * 1024)).toBe(0);
});

test('recordings that have not come yet are told in bytes', async () => {
  const council = await aCouncil();
  const { record, clips } = await aRecordWithClips(council.council.keys.ring, packOf(council), [1_000]);
  await council.hand([record]);
  expect(figure(await read(council), 'our_turn_clip_bytes_waiting')).toBe(clips[0]?.named.bytes);
});

test('no figure moves while a request for support comes, with its recording; on the next day it is told', async () => {
  const council = await aCouncil();
  const still = async (): Promise<string> => (await read(council)).replace(/^(our_turn_database_seconds|process_resident_memory_bytes|our_turn_disk_free_bytes) .*$/gm, '$1');
  const before = await still();
  const { record } = await aRecordWithClips(council.council.keys.ring, packOf(council), [1_000], { kind: 'support' });
  const later = await reHeaded(record, { kind: 'support-2' });
  expect((await post(council, PATHS.records, anEnvelope([record, later]))).status).toBe(200);
  expect(await still()).toBe(before);
  council.pass(DAY_MS);
  const text = await read(council);
  expect(figure(text, 'our_turn_apart')).toBe(1);
  expect(figure(text, 'our_turn_parked{why="unknown-kind"}')).toBe(1);
});

test.each([
  ['from elsewhere', '198.51.100.7', {}],
  ['through a proxy on this machine', HERE, { 'x-forwarded-for': '198.51.100.7' }],
  ['through a proxy that says only the scheme', HERE, { 'x-forwarded-proto': 'https' }],
  ['with a token where none was set', '198.51.100.7', { authorization: `Bearer ${TOKEN}` }],
])('without a token set, nobody reads it %s', async (_, address, headers) => {
  const council = await aCouncil();
  await expectProblem(await council.fetchFrom(address, '/metrics', { headers }), 'not-found', 404);
});

test('with a token set, whoever shows it reads it, and nobody else, this machine included', async () => {
  const council = await aCouncil(aFolder(), { front: { metricsToken: TOKEN } });
  const ask = (address: string, authorization?: string): Promise<Response> => council.fetchFrom(address, '/metrics', authorization === undefined ? {} : { headers: { authorization } });
  expect((await ask('198.51.100.7', `Bearer ${TOKEN}`)).status).toBe(200);
  for (const wrong of [undefined, TOKEN, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, 'Bearer ']) await expectProblem(await ask(HERE, wrong), 'not-found', 404);
});
