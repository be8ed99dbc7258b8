import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConversationSummary, Inbox, TextMessage } from '#server/chat/types.ts';
import { findIn, neighbour, shortened, toDo } from '../../../src/inbox/lists.ts';
import { makeFeed } from '../../../src/inbox/makeFeed.ts';
import { titleCount } from '../../../src/inbox/titleCount.ts';
import { aSummary } from '../../support/aSummary.ts';

const one = (id: string, values: Partial<ConversationSummary> = {}) =>
  aSummary({ id, status: 'active', unread: 0, ...values });

const lists = (values: Partial<Inbox> = {}): Inbox => ({
  presence: 'present',
  waiting: [],
  mine: [],
  team: [],
  questions: [],
  closed: [],
  colleagues: [],
  ...values,
});

const said = (seq: number, values: Partial<TextMessage> = {}): TextMessage => ({
  kind: 'text',
  author: 'jongere',
  name: null,
  body: `bericht ${seq}`,
  clientId: `${seq}`,
  seq,
  at: seq,
  ...values,
});

describe('going through the conversations', () => {
  const inbox = lists({
    waiting: [one('w1'), one('w2')],
    mine: [one('m1')],
    questions: [one('q1')],
    team: [one('t1')],
    closed: [one('c1')],
  });

  test('goes as they stand on the page, and stops at both ends', () => {
    const walk = ['w1', 'w2', 'm1', 'q1', 't1'];
    assert.equal(neighbour(inbox, null, 1), 'w1');
    assert.equal(neighbour(inbox, null, -1), 't1');
    for (const [index, id] of walk.entries()) {
      assert.equal(neighbour(inbox, id, 1), walk[index + 1] ?? null);
      assert.equal(neighbour(inbox, id, -1), walk[index - 1] ?? null);
    }
  });

  test('one that is over is found, and is not on the way', () => {
    assert.equal(findIn(inbox, 'c1')?.list, 'closed');
    assert.equal(neighbour(inbox, 'c1', 1), 'w1');
    assert.equal(findIn(inbox, 'x'), null);
    assert.equal(neighbour(lists(), null, 1), null);
  });
});

test('a long queue begins short, and hides nobody in danger nor who is shown', () => {
  const waiting = Array.from({ length: 40 }, (_, at) => one(`w${at}`, { danger: at === 30 }));
  const ids = (...shown: (string | null)[]) => shortened(waiting, shown).map(({ id }) => id);
  const first = ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'];
  assert.deepEqual(ids(null), [...first, 'w30']);
  assert.deepEqual(ids('w20', 'w25'), [...first, 'w20', 'w25', 'w30']);
  assert.deepEqual(shortened(waiting.slice(0, 8), []), waiting.slice(0, 8));
});

test('whoever waits asks for somebody, and an own conversation with something unread; a colleague’s does not', () => {
  const unread = { unread: 4 };
  const inbox = lists({ waiting: [one('w')], mine: [one('a', unread), one('b')], team: [one('t', unread)] });
  assert.equal(toDo(inbox), 2);
  assert.equal(titleCount('Chat - Doorstart', 2), '(2) Chat - Doorstart');
  assert.equal(titleCount('(2) Chat - Doorstart', 11), '(11) Chat - Doorstart');
  assert.equal(titleCount('(2) Chat - Doorstart', 0), 'Chat - Doorstart');
});

describe('the inbox as it is by what was heard', () => {
  function listening(inbox: Inbox) {
    const feed = makeFeed();
    feed.set(inbox);
    const unread = () => feed.inbox()?.mine[0]?.unread;
    return { feed, unread };
  }

  test('each new message of the jongere is unread once, whichever way it comes again', () => {
    const { feed, unread } = listening(lists({ mine: [one('m')] }));
    feed.message('m', said(4));
    feed.message('m', said(4));
    feed.message('m', said(5));
    assert.equal(unread(), 2);
    feed.state(one('m', { lastSeq: 5, lastJongereSeq: 5, unread: 2 }));
    feed.message('m', said(5));
    assert.equal(unread(), 2);
  });

  test('a message of a colleague is not unread, and says nothing of the jongere', () => {
    const { feed, unread } = listening(lists({ mine: [one('m', { preview: 'hoi' })] }));
    feed.message('m', said(4, { author: 'casemanager', name: 'Daan' }));
    assert.equal(unread(), 0);
    assert.equal(feed.inbox()?.mine[0]?.preview, 'hoi');
    assert.equal(feed.inbox()?.mine[0]?.lastSeq, 4);
  });

  test('a presence chosen here holds until the server answers, and goes back when it refuses', () => {
    const present = lists({ presence: 'present' });
    const { feed } = listening(present);
    const presence = () => feed.inbox()?.presence;
    const refused = feed.choose('pause');
    assert.equal(presence(), 'pause');
    feed.set(present);
    assert.equal(presence(), 'pause', 'what was heard may be from before');
    refused(false);
    assert.equal(presence(), 'present');
    const first = feed.choose('pause');
    const second = feed.choose('away');
    first(false);
    assert.equal(presence(), 'away', 'it is the last choice that counts');
    second(true);
    assert.equal(presence(), 'away');
    feed.set(present);
    assert.equal(presence(), 'present');
  });

  test('what was seen here is not unread, though the server did not know that when it counted', () => {
    const { feed, unread } = listening(lists({ mine: [one('m')] }));
    feed.message('m', said(4));
    feed.seen('m', 4);
    assert.equal(unread(), 0);
    feed.set(lists({ mine: [one('m', { lastSeq: 4, lastJongereSeq: 4, unread: 1 })] }));
    assert.equal(unread(), 0);
    feed.message('m', said(5));
    assert.equal(unread(), 1);
    feed.seen('m', 4);
    assert.equal(unread(), 1);
  });

  test('what a colleague handed over asks for attention until it was looked at', () => {
    const { feed, unread } = listening(lists({ team: [one('m')] }));
    feed.set(lists({ mine: [one('m')] }));
    assert.equal(unread(), 1);
    feed.state(one('m', { lastSeq: 4 }));
    assert.equal(unread(), 1);
    feed.seen('m', 4);
    assert.equal(unread(), 0);
    feed.set(lists({ mine: [one('m')] }));
    assert.equal(unread(), 0);
  });

  test('a word that points to danger marks the conversation, and it stays marked', () => {
    const { feed } = listening(lists({ waiting: [one('w')] }));
    feed.message('w', said(4, { danger: true }));
    feed.message('w', said(5));
    assert.equal(feed.inbox()?.waiting[0]?.danger, true);
    assert.equal(feed.inbox()?.waiting[0]?.preview, 'bericht 5');
  });

  test('whoever listens hears how it is, and every change until they stop', () => {
    const { feed } = listening(lists());
    const heard: number[] = [];
    const stop = feed.listen(({ waiting }) => heard.push(waiting.length));
    feed.set(lists({ waiting: [one('w')] }));
    stop();
    feed.set(lists());
    assert.deepEqual(heard, [0, 1]);
  });
});
