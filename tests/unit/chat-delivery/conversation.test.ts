import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import fc from 'fast-check';
import { type Conversation, makeConversation } from '../../../src/chat/client/makeConversation.ts';
import { seededRandom } from '../../bench/support.ts';
import { memoryStore } from '../../support/chatEnds.ts';
import { pass, type RoughServer, roughServer } from '../../support/roughWire.ts';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** A tab of a jongere: what it typed, and the end that it has at this moment. */
function openTab(server: RoughServer) {
  const store = memoryStore();
  const typed: string[] = [];
  const open = (): Conversation =>
    makeConversation({
      wire: server.wire,
      store,
      author: { author: 'jongere', name: null },
      newId: () => `own-${typed.length}`,
      changed: () => {},
    });
  let end = open();
  return {
    store,
    typed,
    now: () => end,
    say() {
      typed.push(`t${typed.length + 1}`);
      end.say(typed.at(-1) ?? '');
    },
    /** As socket.io has it: the connection that was there is gone first. */
    connect() {
      this.cut();
      server.connect((message) => end.heard(message));
      end.connected();
    },
    cut() {
      server.cut();
      end.disconnected();
    },
    refresh() {
      server.cut();
      end.disconnected();
      end = open();
    },
  };
}
type Tab = ReturnType<typeof openTab>;

const seqs = (end: Conversation) => end.messages().map(({ seq }) => seq);
/** Asks for all that was before what is at hand. */
async function toTheBegin(end: Conversation) {
  while (end.hasEarlier()) {
    const asked = end.earlier();
    await pass(40);
    await asked;
  }
}

async function holds(server: RoughServer, { now, typed, store }: Tab) {
  const end = now();
  assert.deepEqual(end.entries(), [], 'nothing is left to send');
  assert.deepEqual(store.read(), []);
  await toTheBegin(end);
  assert.deepEqual(end.messages(), server.kept, 'this end has what the server has, in order');
  const own = server.kept.flatMap(({ author, body }) => (author === 'jongere' ? [body] : []));
  assert.deepEqual(own, typed, 'what was typed was kept once, in the order in which it was typed');
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant('say' as const) },
  { weight: 5, arbitrary: fc.constant('hear' as const) },
  { weight: 2, arbitrary: fc.constant('cut' as const) },
  { weight: 3, arbitrary: fc.constant('connect' as const) },
  { weight: 1, arbitrary: fc.constant('refresh' as const) },
  { weight: 1, arbitrary: fc.constant('told' as const) },
  { weight: 4, arbitrary: fc.integer({ min: 20, max: 600 }) },
);

test('whatever is lost, late, doubled, cut or refreshed: nothing is lost, doubled or out of order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60, size: 'max' }),
      fc.integer({ min: 1 }),
      async (steps, seed) => {
        const server = roughServer(seededRandom(seed));
        const tab = openTab(server);
        for (const one of steps) {
          if (typeof one === 'number') await pass(one);
          else if (one === 'hear') server.say();
          else if (one === 'told') tab.now().newest(server.kept.length);
          else tab[one]();
          const seen = seqs(tab.now());
          assert.deepEqual(
            seen,
            seen.map((_, at) => (seen[0] ?? 1) + at),
            'never a gap, at no moment',
          );
        }
        server.calm();
        tab.cut();
        tab.connect();
        await pass(3000);
        await holds(server, tab);
      },
    ),
    { numRuns: 150 },
  );
});

/** A connection that is there, on which nothing goes wrong, to a server that has so many messages already. */
async function calmTab(count: number) {
  const server = roughServer(() => 0.5);
  server.calm();
  for (let said = 0; said < count; said++) server.say();
  const tab = openTab(server);
  return { server, tab };
}

test('the newest page comes first, and what was before it when it is asked for', async () => {
  const { tab } = await calmTab(11);
  tab.connect();
  await pass(100);
  assert.deepEqual([seqs(tab.now()), tab.now().hasEarlier()], [[8, 9, 10, 11], true]);
  const asked = [tab.now().earlier(), tab.now().earlier()];
  await pass(100);
  await Promise.all(asked);
  assert.deepEqual(seqs(tab.now()), [4, 5, 6, 7, 8, 9, 10, 11]);
  await toTheBegin(tab.now());
  assert.deepEqual([seqs(tab.now())[0], tab.now().hasEarlier()], [1, false]);
});

test('what was missed is asked for when the server says that there is more, and when a gap shows', async () => {
  const { server, tab } = await calmTab(1);
  tab.connect();
  await pass(100);
  server.connect(() => {});
  for (let said = 0; said < 9; said++) server.say();
  tab.now().newest(10);
  await pass(1000);
  assert.deepEqual(seqs(tab.now()).at(-1), 10);
  for (let said = 0; said < 3; said++) server.say();
  const [last = assert.fail()] = server.kept.slice(-1);
  tab.now().heard(last);
  assert.deepEqual(seqs(tab.now()).at(-1), 10);
  await pass(1000);
  assert.deepEqual(seqs(tab.now()).at(-1), 13);
});

test('what was kept before the newest page, and sent again by a refreshed tab, is not left as unsent', async () => {
  const { server, tab } = await calmTab(0);
  tab.say();
  // It arrived, and nobody was told.
  server.wire.send({ clientId: 'own-1', body: 't1' }).catch(() => {});
  await pass(100);
  for (let said = 0; said < 20; said++) server.say();
  tab.refresh();
  tab.connect();
  await pass(1000);
  assert.deepEqual(tab.now().entries(), []);
  assert.deepEqual(seqs(tab.now()), [18, 19, 20, 21]);
  await holds(server, tab);
});

test('what is cleared is gone, on the device too', async () => {
  const { tab } = await calmTab(3);
  tab.connect();
  await pass(100);
  tab.cut();
  tab.say();
  tab.now().clear();
  assert.deepEqual([tab.now().messages(), tab.now().entries(), tab.store.read()], [[], [], []]);
  assert.equal(tab.now().begun(), false);
});
