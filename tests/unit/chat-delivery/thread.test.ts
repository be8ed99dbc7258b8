import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeThread, type Thread } from '../../../src/chat/client/makeThread.ts';
import { textMessage } from '../../support/roughWire.ts';

const range = (from: number, until: number) =>
  Array.from({ length: Math.max(0, until - from + 1) }, (_, at) => textMessage(from + at));
const seqs = (thread: Thread) => thread.messages().map(({ seq }) => seq);
const upTo = (last: number) => range(1, last).map(({ seq }) => seq);

/** Numbers up to some, in any order, some of them several times. */
const anyOrder = fc
  .integer({ min: 1, max: 30 })
  .chain((last) =>
    fc.tuple(
      fc.constant(last),
      fc.shuffledSubarray(upTo(last), { minLength: last, maxLength: last }),
      fc.array(fc.integer({ min: 1, max: last }), { maxLength: 20 }),
    ),
  );

test('in whatever order messages come, and however often, each stands there once and in order', () => {
  fc.assert(
    fc.property(anyOrder, fc.nat({ max: 40 }), ([last, order, doubles], at) => {
      const thread = makeThread();
      thread.begin([]);
      for (const seq of [...order.slice(0, at), ...doubles, ...order.slice(at)]) {
        const before = thread.last() ?? 0;
        const taken = thread.take(textMessage(seq));
        if (seq <= before) assert.equal(taken, 'known');
        else assert.equal(taken, seq === before + 1 ? 'new' : 'gap');
        assert.deepEqual(seqs(thread), upTo(thread.last() ?? 0), 'never a gap, at no moment');
      }
      assert.deepEqual(seqs(thread), upTo(last));
    }),
  );
});

test('what came before the first page is kept for after it, and what is older is left to be asked for', () => {
  fc.assert(
    fc.property(anyOrder, fc.nat(), ([last, order, doubles], from) => {
      const first = (from % last) + 1;
      const thread = makeThread();
      for (const seq of [...order, ...doubles]) {
        assert.equal(thread.take(textMessage(seq)), 'gap');
        assert.deepEqual([thread.last(), seqs(thread)], [null, []]);
      }
      thread.begin(range(first, last));
      assert.deepEqual(seqs(thread), upTo(last).slice(first - 1));
    }),
  );
});

test('a first page that is behind is filled by what was heard meanwhile', () => {
  const thread = makeThread();
  for (const seq of [6, 5, 8]) thread.take(textMessage(seq));
  thread.begin(range(2, 4));
  assert.deepEqual(seqs(thread), [2, 3, 4, 5, 6]);
  assert.equal(thread.take(textMessage(7)), 'new');
  assert.deepEqual(seqs(thread), [2, 3, 4, 5, 6, 7, 8]);
});

test('a message that comes again keeps its first words', () => {
  const thread = makeThread();
  thread.begin([textMessage(1)]);
  thread.take(textMessage(1, { body: 'iets anders' }));
  thread.take(textMessage(2));
  thread.take(textMessage(2, { body: 'iets anders' }));
  assert.deepEqual(thread.messages(), range(1, 2));
});

test('pages of before go on top, once, however they overlap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.array(fc.nat({ max: 6 }), { minLength: 1 }),
      (last, overlaps) => {
        const thread = makeThread();
        thread.begin(range(last, last));
        for (const overlap of [...overlaps, 0, ...Array(last).fill(0)]) {
          const oldest = thread.messages()[0]?.seq ?? 1;
          thread.putBefore(range(Math.max(1, oldest - 3), Math.min(last, oldest - 1 + overlap)));
        }
        assert.deepEqual(seqs(thread), upTo(last));
        assert.ok(upTo(last).every((seq) => thread.has(`id-${seq}`)));
      },
    ),
  );
});
