import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import fc from 'fast-check';
import type { Answer, Sent } from '#server/chat/events.ts';
import { type Entry, makeOutbox } from '../../../src/chat/client/makeOutbox.ts';
import { memoryStore } from '../../support/chatEnds.ts';
import { pass } from '../../support/roughWire.ts';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** What becomes of one sending. */
const fates = ['kept', 'kept, unanswered', 'lost', 'too-fast', 'failed', 'slow'] as const;
type Fate = (typeof fates)[number] | 'refused';

/** An outbox on a line of which the fates are known beforehand; when they are over, all is kept. */
function openOutbox(fate: Fate[], store = memoryStore()) {
  const arrived: string[] = [];
  const settled: string[] = [];
  let under = 0;
  const send = async ({ clientId }: Pick<Entry, 'clientId'>): Promise<Answer<Sent>> => {
    under += 1;
    assert.equal(under, 1, 'one at a time');
    const next = fate.shift() ?? 'kept';
    await new Promise<void>((resolve) => setTimeout(resolve, next === 'slow' ? 700 : 20));
    under -= 1;
    if (next === 'lost') throw new Error('no answer');
    if (next === 'refused') return { error: 'closed' };
    if (next === 'too-fast') return { error: 'too-fast', retryAfterMs: 2000 };
    if (next === 'failed') return { error: 'failed' };
    arrived.push(clientId);
    if (next === 'kept, unanswered') throw new Error('no answer');
    return { ok: { seq: arrived.indexOf(clientId) + 1, at: 0 } };
  };
  const open = () =>
    makeOutbox({
      store,
      send,
      changed: () => {},
      sent({ clientId }) {
        settled.push(clientId);
        outbox.settle((id) => id === clientId);
      },
    });
  let outbox = open();
  return {
    store,
    arrived,
    settled,
    now: () => outbox,
    /** Waits for what is under way: a new page has a line of its own. */
    async refresh() {
      outbox.shut();
      await pass(under > 0 ? 700 : 0);
      outbox = open();
    },
  };
}
const ids = (count: number) => Array.from({ length: count }, (_, at) => `m${at + 1}`);
const firsts = (arrived: readonly string[]) => [...new Set(arrived)];
const anyFates = fc.array(fc.constantFrom<Fate>(...fates), { maxLength: 25 });

test('everything arrives, first in the order in which it was typed, and nothing is left', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFates,
      fc.array(fc.nat({ max: 900 }), { minLength: 1, maxLength: 8 }),
      async (fate, pauses) => {
        const line = openOutbox(fate);
        line.now().open();
        for (const [at, pause] of pauses.entries()) {
          line.now().add(`m${at + 1}`, 'hoi');
          await pass(pause);
        }
        await pass(60_000);
        assert.deepEqual(firsts(line.arrived), ids(pauses.length));
        assert.deepEqual(line.settled, ids(pauses.length), 'each is told of once, in order');
        assert.deepEqual([line.now().entries(), line.store.read()], [[], []]);
      },
    ),
    { numRuns: 40 },
  );
});

test('what was not sent survives a refresh, in order, also what was under way', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyFates,
      fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 8 }),
      async (fate, pauses) => {
        const line = openOutbox(fate);
        for (const [at, pause] of pauses.entries()) {
          line.now().add(`m${at + 1}`, 'hoi');
          if (at % 2 === 0) line.now().open();
          await pass(pause);
          await line.refresh();
        }
        line.now().open();
        await pass(60_000);
        assert.deepEqual(firsts(line.arrived), ids(pauses.length));
        assert.deepEqual(line.store.read(), []);
      },
    ),
    { numRuns: 40 },
  );
});

test('without a connection nothing is sent, and all of it waits', async () => {
  const line = openOutbox([]);
  for (const id of ids(3)) line.now().add(id, 'hoi');
  await pass(5000);
  assert.deepEqual(line.arrived, []);
  assert.deepEqual(
    line.store.read().map(({ clientId, state }) => [clientId, state]),
    ids(3).map((id) => [id, 'waiting']),
  );
});

test('what is refused says why and holds up nothing; it can be sent again or dropped, after a refresh too', async () => {
  const line = openOutbox(['refused', 'refused']);
  line.now().open();
  for (const id of ids(4)) line.now().add(id, 'hoi');
  await pass(1000);
  assert.deepEqual(line.arrived, ['m3', 'm4']);
  await line.refresh();
  line.now().open();
  await pass(5000);
  assert.deepEqual(
    line
      .now()
      .entries()
      .map(({ clientId, state, error }) => [clientId, state, error]),
    [
      ['m1', 'refused', 'closed'],
      ['m2', 'refused', 'closed'],
    ],
  );
  line.now().drop('m1');
  line.now().retry('m2');
  await pass(1000);
  assert.deepEqual(line.arrived, ['m3', 'm4', 'm2']);
  assert.deepEqual(line.store.read(), []);
});

test('who is told to wait waits as long as was said', async () => {
  const line = openOutbox(['too-fast']);
  line.now().open();
  line.now().add('m1', 'hoi');
  await pass(1900);
  assert.deepEqual(line.arrived, []);
  await pass(200);
  assert.deepEqual(line.arrived, ['m1']);
});
