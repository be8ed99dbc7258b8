import assert from 'node:assert/strict';
import { type Chat, jongereEnd, makeChats, staffEnd } from './processes/chats.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { type ChatEnd, chatAnswer, listening } from './processes/jobs.ts';
import { startProduct } from './processes/product.ts';
import { startWorker, type Worker } from './processes/worker.ts';
import { median, report } from './support.ts';

const conversations = 200;
const rounds = 5;
const times = {
  saturated: { warmUpMs: 1000, milliseconds: 3000 },
  paced: { warmUpMs: 500, milliseconds: 3000 },
};
type Mode = keyof typeof times;
type Measured = Record<'perSecond' | 'heardPerSecond' | 'p50' | 'p99', number[]>;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);

const database = await productDatabase(cluster, 'chats');
cleanup.defer(database.close);
const chats = await makeChats(database, conversations);
const [one, other] = [
  await startProduct(database.url, cluster.folder),
  await startProduct(database.url, cluster.folder),
];
cleanup.defer(one.stop);
cleanup.defer(other.stop);

const floorServer = startWorker('chatFloor.ts');
cleanup.defer(floorServer.stop);
const { port: floorPort } = await floorServer.ask(
  { databaseUrl: await cluster.database('floor') },
  listening,
);

const floorEnd = (room: number): ChatEnd => ({
  port: floorPort,
  namespace: '/',
  path: '/socket.io',
  auth: { room },
});
const ends = (staffPort: number) =>
  chats.map(({ token, cookie }: Chat) => [jongereEnd(one.port, token), staffEnd(staffPort, cookie)]);
const targets = {
  floor: chats.map((_, room) => [floorEnd(room), floorEnd(room)]),
  ours: ends(one.port),
  'two processes': ends(other.port),
};
type Target = keyof typeof targets;

async function run(clients: Worker, name: Target, mode: Mode) {
  const answer = await clients.ask({ name, pairs: targets[name], mode, ...times[mode] }, chatAnswer);
  assert.equal(answer.failed, 0, `messages of ${name} that were not kept`);
  return answer;
}

async function measure(
  clients: Worker,
  names: readonly Target[],
  mode: Mode,
): Promise<Map<Target, Measured>> {
  const all = new Map<Target, Measured>();
  for (const name of names) all.set(name, { perSecond: [], heardPerSecond: [], p50: [], p99: [] });
  for (let round = 0; round < rounds; round++) {
    for (const [name, measured] of all) {
      const { failed: _, ...values } = await run(clients, name, mode);
      for (const key of ['perSecond', 'heardPerSecond', 'p50', 'p99'] as const)
        measured[key].push(values[key]);
    }
  }
  return all;
}

const rows: Record<string, string | number>[] = [];
function note(mode: Mode, all: Map<Target, Measured>) {
  const floor = all.get('floor');
  for (const [what, { perSecond, heardPerSecond, p50, p99 }] of all) {
    rows.push({
      mode,
      what,
      'messages/s': median(perSecond),
      'heard/s': median(heardPerSecond),
      p50: median(p50),
      p99: median(p99),
      'of floor': median(perSecond) / median(floor?.perSecond ?? []),
      'p99 of floor': median(p99) / median(floor?.p99 ?? []),
    });
  }
}

/** Whoever is connected for one comparison is gone in the next: a casemanager with two connections hears twice. */
async function compare(ours: Target): Promise<Map<Target, Measured>> {
  const clients = startWorker('chatClients.ts');
  try {
    const saturated = await measure(clients, ['floor', ours], 'saturated');
    note('saturated', saturated);
    note('paced', await measure(clients, ['floor', ours], 'paced'));
    return saturated;
  } finally {
    await clients.stop();
  }
}

const saturated = await compare('ours');
await compare('two processes');

const [gaps] = await database.sql<{ gaps: number; kept: number }[]>`
  select (select sum(last_seq)::int from chat_conversations) as kept,
    (select count(*)::int from chat_conversations c where last_seq <> (
      select count(*) from chat_messages m where m.conversation_id = c.id)) as gaps`;
assert.equal(gaps?.gaps, 0, 'conversations whose numbers have a gap');
console.log(`${gaps?.kept} messages kept, numbers without a gap`);

const rate = (name: Target) => median(saturated.get(name)?.perSecond ?? []);
report(rows, {
  name: 'chat',
  ours: rate('ours'),
  floor: rate('floor'),
  ratio: rate('ours') / rate('floor'),
  unit: 'messages/s',
});
