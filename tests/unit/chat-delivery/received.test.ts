import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Message } from '#server/chat/types.ts';
import {
  fromJson,
  hasShape,
  isCount,
  isText,
  listOf,
  oneOf,
  optional,
  orNull,
} from '../../../src/chat/client/check.ts';
import { makeConversation } from '../../../src/chat/client/makeConversation.ts';
import { answerOf, isJongereState, isNumbered, isSent, received } from '../../../src/chat/client/received.ts';
import { isInbox, isSummary } from '../../../src/inbox/received.ts';
import { aSummary } from '../../support/aSummary.ts';

const numbers = { seq: 3, clientId: 'c', at: 1 };
const state = {
  status: 'active',
  kind: 'chat',
  lastSeq: 3,
  casemanager: 'Noor',
  receipts: { delivered: 1, seen: 0 },
  closeReason: null,
  canReopen: false,
  rated: false,
  deletedOn: '2026-12-29',
};
const summary = aSummary();

test('a shape has all its fields, and may have others', () => {
  const is = hasShape<{ name: string; age?: number; side: 'a' | null; tags: string[] }>({
    name: isText,
    age: optional(isCount),
    side: orNull(oneOf('a')),
    tags: listOf(isText),
  });
  assert.equal(is({ name: 'Sam', side: null, tags: [], more: true }), true);
  assert.equal(is({ name: 'Sam', age: 3, side: 'a', tags: ['x'] }), true);
  for (const wrong of [
    null,
    undefined,
    'Sam',
    [],
    { side: null, tags: [] },
    { name: 'Sam', age: 1.5, side: null, tags: [] },
    { name: 'Sam', side: 'b', tags: [] },
    { name: 'Sam', side: null, tags: [7] },
    { name: 'Sam', side: null, tags: { length: 0 } },
  ])
    assert.equal(is(wrong), false, JSON.stringify(wrong));
});

test('what is no JSON is nothing', () => {
  assert.equal(fromJson(null), undefined);
  assert.equal(fromJson('{'), undefined);
  assert.deepEqual(fromJson('{"a":1}'), { a: 1 });
});

describe('a message as it comes in', () => {
  const messages: Message[] = [
    { ...numbers, kind: 'text', author: 'jongere', name: null, body: 'hoi' },
    {
      ...numbers,
      kind: 'text',
      author: 'casemanager',
      name: 'Noor',
      body: 'hoi',
      staffId: 'n',
      danger: true,
    },
    { ...numbers, kind: 'joined', name: 'Noor' },
    { ...numbers, kind: 'asked' },
    { ...numbers, kind: 'closed', by: 'system', reason: 'silent' },
    { ...numbers, kind: 'offer', name: 'Noor', topic: 'school', modality: null, location: null },
    {
      ...numbers,
      kind: 'booked',
      offer: 2,
      start: 1,
      end: 2,
      modality: 'telefoon',
      location: null,
      name: 'Noor',
      managePath: null,
    },
  ];
  for (const message of messages)
    test(`of kind "${message.kind}" is read as it is`, () => assert.equal(received(message), message));

  test('that a newer server sends keeps its number, so that nothing after it waits', () => {
    for (const unknown of [
      { ...numbers, kind: 'later' },
      { ...numbers, kind: 'text', author: 'jongere', name: null },
      { ...numbers, kind: 'closed', by: 'system', reason: 'later' },
    ]) {
      assert.equal(isNumbered(unknown), true);
      assert.deepEqual(received(unknown), { ...numbers, kind: 'unreadable' });
    }
  });

  test('without a number is none', () => {
    for (const wrong of [
      null,
      'hoi',
      {},
      { ...numbers, seq: '3' },
      { ...numbers, seq: 1.5 },
      { ...numbers, at: null },
    ])
      assert.equal(isNumbered(wrong), false, JSON.stringify(wrong));
  });
});

test('how a conversation stands, and the inbox, count only when they are whole', () => {
  assert.equal(isJongereState(state), true);
  assert.equal(isJongereState({ ...state, status: 'later' }), false);
  assert.equal(isJongereState({ ...state, receipts: {} }), false);
  assert.equal(isSummary(summary), true);
  assert.equal(isSummary({ ...summary, casemanager: { id: 'n' } }), false);
  const inbox = {
    presence: 'present',
    waiting: [summary],
    mine: [],
    team: [],
    questions: [],
    closed: [],
    colleagues: [],
  };
  assert.equal(isInbox(inbox), true);
  assert.equal(isInbox({ ...inbox, mine: [null] }), false);
  assert.equal(isInbox({ ...inbox, colleagues: undefined }), false);
});

test('an answer is what was asked for or a refusal; anything else counts as none', () => {
  const read = answerOf(isSent);
  assert.deepEqual(read({ ok: { seq: 1, at: 2 } }), { ok: { seq: 1, at: 2 } });
  assert.deepEqual(read({ error: 'too-fast', retryAfterMs: 10 }), { error: 'too-fast', retryAfterMs: 10 });
  for (const wrong of [
    null,
    undefined,
    {},
    { ok: true },
    { ok: { seq: 1 } },
    { error: 'later' },
    { error: 'invalid', fields: {} },
  ])
    assert.throws(() => read(wrong), /expected an answer of the chat/);
});

test('a message of a kind that is not known here, and what is none at all, keep nothing else from arriving', async () => {
  const next = { seq: 2, clientId: 'd', at: 2, kind: 'asked' } as const;
  const page = { ok: { messages: [{ seq: 1, clientId: 'c', at: 1, kind: 'later' }], more: false } };
  const conversation = makeConversation({
    wire: { replay: async () => page, earlier: async () => page, send: async () => ({ error: 'failed' }) },
    store: { read: () => [], write() {} },
    author: { author: 'jongere', name: null },
    newId: () => 'e',
    changed() {},
  });
  conversation.connected();
  await new Promise(setImmediate);
  for (const nothing of [null, 'hoi', 7, [], { seq: 'two' }]) conversation.heard(nothing);
  conversation.heard(next);
  assert.deepEqual(conversation.messages(), [{ seq: 1, clientId: 'c', at: 1, kind: 'unreadable' }, next]);
  conversation.disconnected();
});
