import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Inbox } from '#server/chat/types.ts';
import type { InboxConnection } from '../../src/inbox/connection.ts';
import { createActions } from '../../src/inbox/island/createActions.ts';
import { makeFeed } from '../../src/inbox/makeFeed.ts';
import { staff } from '../support/chatListeners.ts';
import { openChat } from '../support/openChat.ts';

// What the page of a casemanager says when something that they press does not happen.

const chat = await openChat();

const nobody: Inbox = {
  presence: 'present',
  waiting: [],
  mine: [],
  team: [],
  questions: [],
  closed: [],
  colleagues: [],
};

/** The actions of Noor on a real connection; what they say is the key of its text. */
async function desk({ show = () => {}, patienceMs = 5000 }: { show?: () => void; patienceMs?: number } = {}) {
  const { socket } = await staff(chat.url, chat.noor.cookie);
  const connection: InboxConnection = {
    socket,
    feed: makeFeed(),
    asking: () => socket.timeout(patienceMs),
    unanswered(error) {
      throw error;
    },
    onSignedOut: () => () => {},
  };
  const client = () => ({
    connection,
    conversations: { of: () => undefined, stuck: () => [], update() {}, stop() {} },
  });
  return { socket, ...createActions({ say: (key) => key, client, lists: nobody, show, ask() {} }) };
}

test('without a connection, or when it is lost before there is an answer, that is what is said', async () => {
  const { id } = await chat.talk();
  const noor = await desk();
  await chat.sql.begin(async (tx) => {
    await tx`select from chat_conversations where id = ${id} for update`;
    const taking = noor.take(id);
    noor.socket.disconnect();
    assert.equal(await taking, false);
  });
  assert.deepEqual(noor.news(), { kind: 'error', text: 'inbox.refused.no-connection' });
  noor.dismiss();
  assert.equal(await noor.end(id), false);
  assert.deepEqual(noor.news(), { kind: 'error', text: 'inbox.refused.no-connection' });
});

test('so it is when no answer comes in time', async () => {
  const { id } = await chat.talk({ of: chat.noor });
  const noor = await desk({ patienceMs: 100 });
  await chat.sql.begin(async (tx) => {
    await tx`select from chat_conversations where id = ${id} for update`;
    assert.equal(await noor.end(id), false);
  });
  assert.deepEqual(noor.news(), { kind: 'error', text: 'inbox.refused.no-connection' });
});

test('a mistake of ours is not blamed on the connection: it is said, and it is thrown on', async () => {
  const { id } = await chat.talk();
  const mistake = new TypeError('a mistake');
  const noor = await desk({
    show() {
      throw mistake;
    },
  });
  await assert.rejects(noor.take(id), mistake);
  assert.deepEqual(noor.news(), { kind: 'error', text: 'inbox.refused.failed' });
});

test('who was too late hears so; where that was in another team, not from whom', async () => {
  const { id } = await chat.talk();
  const daan = await chat.join({ firstName: 'Daan', team: 'Een ander team' });
  const took = await (await staff(chat.url, daan.cookie)).ask().emitWithAck('take', { conversation: id });
  assert.deepEqual(took, { ok: true });
  const noor = await desk();
  assert.equal(await noor.take(id), false);
  assert.deepEqual(noor.news(), { kind: 'error', text: 'inbox.take.late.unknown' });
});
