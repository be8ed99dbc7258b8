import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { startConversation } from '#server/chat/startConversation.ts';
import { aStart, visitor } from '../support/chatGround.ts';
import { type JongereEnd, jongere, staff, until } from '../support/chatListeners.ts';
import type { Talk } from '../support/chatServer.ts';
import { jongereCtx } from '../support/factories.ts';
import { openChat } from '../support/openChat.ts';

const chat = await openChat();

const replayed = async (end: JongereEnd) => {
  const answer = await end.ask().emitWithAck('replay', { after: null });
  assert.ok('ok' in answer);
  return answer.ok;
};
const placeOf = async (end: JongereEnd) => (await replayed(end)).place;
/** Chats of today that were taken, each after so many seconds and behind so many others. */
async function takenAfter(...waits: [seconds: number, ahead: number][]) {
  for (const [seconds, ahead] of waits) {
    const { id } = await chat.talk({ of: chat.noor, minutesAgo: 60 });
    await chat.sql`
      update chat_conversations set status = 'closed', ahead = ${ahead}, closed_at = started_at + interval '30 minutes',
        close_reason = 'ended', taken_at = started_at + make_interval(secs => ${seconds}) where id = ${id}`;
  }
}
const queueChanged = () => chat.services.bus.say({ queue: true });
const waits = async (...minutesAgo: number[]): Promise<[Talk, JongereEnd][]> =>
  Promise.all(
    minutesAgo.map(async (minutes): Promise<[Talk, JongereEnd]> => {
      const talk = await chat.talk({ minutesAgo: minutes });
      const end = await jongere(chat.url, talk.token);
      const here = () =>
        chat.sql`select from chat_conversations where id = ${talk.id} and jongere_gone_at is null`;
      await until(async () => (await here()).length === 1, 'that they are here');
      return [talk, end];
    }),
  );
const ends = (all: [Talk, JongereEnd][]) => all.map(([, end]) => end);

test('who waits is told how many are before them, and what it takes by the waits of lately', async () => {
  await takenAfter([60, 0], [180, 2], [600, 1]);
  await chat.bePresent(chat.noor.id);
  const all = await waits(9, 6, 3);
  queueChanged();
  // A place took 60 seconds, 60 and 300: the median is a minute. That the queue changed takes a moment to arrive.
  const expected = [
    { ahead: 0, minutes: 1, present: true },
    { ahead: 1, minutes: 2, present: true },
    { ahead: 2, minutes: 3, present: true },
  ];
  const places = () => Promise.all(ends(all).map(placeOf));
  await until(async () => isDeepStrictEqual(await places(), expected), 'that each is told their place');
});

test('with too few known it says no minutes, and with nobody there it says so', async () => {
  await takenAfter([60, 0], [180, 2]);
  const [one = assert.fail()] = ends(await waits(1));
  assert.deepEqual(await placeOf(one), { ahead: 0, minutes: null, present: false });
});

test('who starts a chat by the door stands last', async () => {
  await chat.bePresent(chat.noor.id);
  await waits(2, 1);
  const begun = await startConversation(jongereCtx(chat.services), aStart(), visitor);
  assert.ok(begun.ok);
  const sam = await jongere(chat.url, begun.token);
  assert.equal((await placeOf(sam))?.ahead, 2);
  const [row] = await chat.sql`select ahead from chat_conversations where id = ${begun.conversation}`;
  assert.equal(row?.ahead, 2);
});

test('a place is told again when it changed, and only then', async () => {
  const all = await waits(9, 6, 3);
  const [first, second, third] = ends(all);
  assert.ok(first && second && third);
  const noor = await staff(chat.url, chat.noor.cookie);
  queueChanged();
  // Somebody may have been there when they came, of the test before.
  await until(
    () => ends(all).every(({ places }) => places.at(-1)?.present === false),
    'that all are told of nobody',
  );
  const before = ends(all).map(({ places }) => places.length);
  const [last = assert.fail()] = ends(await waits(0));
  queueChanged();
  await until(() => last.places.at(-1)?.ahead === 3, 'the place of who came last');
  assert.deepEqual(
    ends(all).map(({ places }) => places.length),
    before,
    'somebody new behind them changes nothing',
  );
  await noor.ask().emitWithAck('take', { conversation: all[0]?.[0].id ?? '' });
  await second.ask().emitWithAck('end', {});
  await until(() => third.places.at(-1)?.ahead === 0, 'that they move up');
  assert.equal(first.places.length, before[0], 'who is taken hears of no place any more');
});

test('who is taken, has ended or left a question has no place', async () => {
  const [taken, question] = [await chat.talk({ of: chat.noor }), await chat.talk({ kind: 'question' })];
  for (const { token } of [taken, question])
    assert.equal(await placeOf(await jongere(chat.url, token)), null);
  const [[, sam] = assert.fail()] = await waits(1);
  assert.equal((await placeOf(sam))?.ahead, 0);
  await sam.ask().emitWithAck('end', {});
  assert.equal(await placeOf(sam), null);
});

test('that the last casemanager is not there any more is told to who waits, though nobody said so', async () => {
  const [[, sam] = assert.fail()] = await waits(1);
  await chat.bePresent(chat.noor.id);
  queueChanged();
  await until(() => sam.places.at(-1)?.present === true, 'that somebody is there');
  chat.clock.advance(45_000);
  chat.intervals();
  await until(() => sam.places.at(-1)?.present === false, 'that nobody is there');
});

test('who waits again stands before all others, and is told their place though it is the one of before', async () => {
  const [[talk, sam] = assert.fail(), [, other] = assert.fail()] = await waits(9, 8);
  queueChanged();
  await until(() => sam.places.at(-1)?.ahead === 0, 'the first place');
  const noor = await staff(chat.url, chat.noor.cookie);
  await noor.ask().emitWithAck('take', { conversation: talk.id });
  await until(() => other.places.at(-1)?.ahead === 0, 'that the other is first now');
  // The page is opened anew meanwhile, and knows of no place.
  sam.socket.disconnect();
  const again = await jongere(chat.url, talk.token);
  assert.equal(await placeOf(again), null);
  await chat.sql`
    update chat_conversations set status = 'waiting', casemanager_id = null, returned = true,
      waiting_since = '2026-11-20T09:00:00Z' where id = ${talk.id}`;
  chat.services.bus.say({ conversations: [talk.id], queue: true });
  await until(() => other.places.at(-1)?.ahead === 1, 'that the other stands behind them');
  await until(() => again.places.at(-1)?.ahead === 0, 'their place');
});
