import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChatNote, TextMessage } from '#server/chat/types.ts';
import { minutesToDue, withGoing } from '../../../src/inbox/goingSoon.ts';
import { alone, besideOne, inView, opened, type Panes } from '../../../src/inbox/panes.ts';
import { withNotes } from '../../../src/inbox/thread.ts';
import { latenessOf } from '../../../src/inbox/waits.ts';

// What stands in the room of the inbox, and where.

const minute = 60_000;

test('a conversation opens where keys act; one that is in view already is gone to, never shown twice', () => {
  const two: Panes = { ids: ['a', 'b'], active: 1 };
  assert.deepEqual(opened(two, 'c', true), { ids: ['a', 'c'], active: 1 });
  assert.deepEqual(opened(two, 'a', true), { ids: ['a', 'b'], active: 0 });
  assert.deepEqual(opened(two, null, true), { ids: ['a', null], active: 1 });
  assert.deepEqual(opened({ ids: ['a', null], active: 0 }, 'c', false), { ids: ['c', null], active: 0 });
  const id = fc.constantFrom('a', 'b', 'c', null);
  const panes = fc
    .record({ ids: fc.tuple(id, id), active: fc.constantFrom(0 as const, 1 as const) })
    .filter(({ ids: [first, second] }) => first === null || first !== second);
  fc.assert(
    fc.property(panes, id, fc.boolean(), (before, wanted, isBeside) => {
      const after = opened(before, wanted, isBeside);
      const [first, second] = after.ids;
      assert.ok(first === null || first !== second);
      assert.ok(inView(after, isBeside).includes(wanted));
      assert.equal(after.ids[after.active], wanted);
    }),
  );
});

test('beside the one that is read comes the first own one that is not there; alone it is the active one', () => {
  assert.deepEqual(besideOne({ ids: ['a', null], active: 0 }, ['a', 'b', 'c']), {
    ids: ['a', 'b'],
    active: 0,
  });
  assert.deepEqual(besideOne({ ids: ['a', 'c'], active: 0 }, ['a', 'b']).ids, ['a', 'c']);
  assert.deepEqual(besideOne({ ids: [null, null], active: 0 }, ['b']).ids, ['b', null]);
  assert.deepEqual(alone({ ids: ['a', 'b'], active: 1 }), { ids: ['b', null], active: 0 });
});

test('notes stand where they were written, messages in the order of their numbers', () => {
  const said = (seq: number, at: number): TextMessage => {
    return { kind: 'text', author: 'jongere', name: null, body: `${seq}`, clientId: `${seq}`, seq, at };
  };
  const note = (id: string, at: number): ChatNote => ({ id, at, name: 'Daan', text: id });
  const messages = [said(4, 10), said(5, 30), said(6, 29)];
  const shown = (hasEarlier: boolean) =>
    withNotes(messages, [note('last', 40), note('between', 20), note('before', 5)], { hasEarlier }).map(
      (item) => ('kind' in item ? item.seq : item.id),
    );
  assert.deepEqual(shown(false), ['before', 4, 'between', 5, 6, 'last']);
  assert.deepEqual(shown(true), [4, 'between', 5, 6, 'last']);
});

test('an afspraak is due from a quarter of an hour before it until it is over', () => {
  const next = { start: 100 * minute, end: 145 * minute };
  const at = (minutes: number) => minutesToDue(next, minutes * minute);
  assert.deepEqual([at(84), at(85), at(90.5), at(100), at(144), at(145)], [null, 15, 10, 0, 0, null]);
  assert.equal(minutesToDue(null, 0), null);
});

test('a wait is long after two minutes, too long after five; /zo is there unless somebody made their own', () => {
  assert.deepEqual(
    [1.9, 2, 4.9, 5].map((minutes) => latenessOf(minutes * minute)),
    [null, 'long', 'long', 'too-long'],
  );
  const own = { id: '1', shortcut: 'zo', body: 'Ik ben zo weg', whose: 'own' as const };
  assert.deepEqual(withGoing([own], 'Ik moet zo weg'), [own]);
  assert.deepEqual(
    withGoing([], 'Ik moet zo weg').map(({ shortcut, body }) => [shortcut, body]),
    [['zo', 'Ik moet zo weg']],
  );
});
