import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import type { TransactionSql } from 'postgres';
import { closeSilentChats } from '#server/chat/closeSilent.ts';
import { handOver } from '#server/chat/handOver.ts';
import { offerTimes } from '#server/chat/offerTimes.ts';
import { requeueLostChats } from '#server/chat/requeueLost.ts';
import { requeueUnansweredChats } from '#server/chat/requeueUnanswered.ts';
import { sendAsJongere, sendAsStaff } from '#server/chat/sendMessage.ts';
import { take } from '#server/chat/take.ts';
import { saveSettings } from '../support/chatGround.ts';
import { aMessage, jongere, staff, until } from '../support/chatListeners.ts';
import type { Talk } from '../support/chatServer.ts';
import { staffCtx } from '../support/factories.ts';
import { openChat } from '../support/openChat.ts';

const second = 1000;
const minute = 60 * second;

const chat = await openChat();
beforeEach(async () => {
  await chat.sql`delete from chat_processes`;
});

const requeueUnanswered = () => requeueUnansweredChats(chat.services);
const requeueLost = () => requeueLostChats(chat.services);
const ago = (ms: number) => new Date(chat.clock.now() - ms).toISOString();
const rowOf = async ({ id }: Talk) => (await chat.sql`select * from chat_conversations where id = ${id}`)[0];
const statusOf = async (talk: Talk) => (await rowOf(talk))?.status;
const linesOf = async ({ id }: Talk) => {
  const rows = await chat.sql`select kind from chat_messages where conversation_id = ${id} order by seq`;
  return rows.map(({ kind }) => kind);
};
/** What the history says of going back to the queue. */
const requeuedOf = async ({ id }: Talk) => {
  const rows = await chat.sql<{ details: unknown; actor: string }[]>`
    select details, actor from history where conversation_id = ${id} and what = 'requeued' order by id`;
  for (const { actor } of rows) assert.equal(actor, 'system');
  return rows.map(({ details }) => details);
};
/** Noor takes a chat that somebody began. */
async function taken(values: Parameters<typeof chat.talk>[0] = {}): Promise<Talk> {
  const talk = await chat.talk(values);
  assert.ok((await take(staffCtx(chat.services, chat.noor.id), talk.id)).ok);
  return talk;
}
const jongereSays = ({ id }: Talk) => sendAsJongere(chat.services, id, aMessage('Ja, ik ben er'));
const noorSays = ({ id }: Talk) =>
  sendAsStaff(staffCtx(chat.services, chat.noor.id), id, aMessage('Ben je er nog?'));
/** A server that began and was heard of last so long ago. */
async function aProcess({ began, heardOf }: { began: number; heardOf: number }): Promise<string> {
  const id = randomUUID();
  await chat.sql`insert into chat_processes (id, started_at, seen_at) values (${id}, ${ago(began)}, ${ago(heardOf)})`;
  return id;
}
/** The job, while a server is there to which everybody could have come back. */
const closeSilent = async () => {
  await aProcess({ began: 60 * minute, heardOf: 0 });
  await closeSilentChats(chat.services);
};
const noorHeardOf = (ms: number) => chat.sql`
  insert into chat_presence (staff_id, status, seen_at) values (${chat.noor.id}, 'present', ${ago(ms)})
  on conflict (staff_id) do update set seen_at = excluded.seen_at`;

/** Does something that has to wait for what another transaction wrote, which is committed once it waits. */
async function meanwhile(
  write: (tx: TransactionSql) => Promise<unknown>,
  act: () => Promise<void>,
): Promise<void> {
  let acting: Promise<void> | undefined;
  await chat.sql.begin(async (tx) => {
    await write(tx);
    acting = act();
    const waiting = () => tx`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await until(async () => (await waiting()).length > 0, 'that it waits');
  });
  await acting;
}

test('who is silent is asked once after ten minutes, and it is over after twenty, with the way back', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, talk.token);
  await jongereSays(talk);
  await noorSays(talk);
  chat.clock.advance(10 * minute - 1);
  await closeSilent();
  assert.deepEqual(await linesOf(talk), ['text', 'text']);
  chat.clock.advance(1);
  for (let time = 0; time < 3; time++) await closeSilent();
  assert.deepEqual(await linesOf(talk), ['text', 'text', 'asked']);
  await until(() => sam.messages.at(-1)?.kind === 'asked', 'that they are asked');
  chat.clock.advance(10 * minute - 1);
  await closeSilent();
  assert.equal(await statusOf(talk), 'active');
  chat.clock.advance(1);
  for (let time = 0; time < 3; time++) await closeSilent();
  assert.deepEqual(await linesOf(talk), ['text', 'text', 'asked', 'closed']);
  await until(() => sam.states.at(-1)?.status === 'closed', 'that it is over');
  assert.deepEqual([sam.states.at(-1)?.closeReason, sam.states.at(-1)?.canReopen], ['silent', true]);
  await until(() => sam.messages.at(-1)?.kind === 'closed', 'the line that tells of it');
  const last = sam.messages.at(-1);
  assert.ok(last?.kind === 'closed' && last.by === 'system' && last.reason === 'silent');
});

test('the way back puts a chat before all others, and is there for a day', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const noor = await staff(chat.url, chat.noor.cookie);
  const sam = await jongere(chat.url, talk.token);
  const silence = async () => {
    await noorSays(talk);
    for (let time = 0; time < 2; time++) {
      chat.clock.advance(10 * minute);
      await closeSilent();
    }
    assert.equal(await statusOf(talk), 'closed');
  };
  await silence();
  const others = [await chat.talk({ minutesAgo: 50 }), await chat.talk({ minutesAgo: 40 })];
  assert.deepEqual(await sam.ask().emitWithAck('reopen', {}), { ok: true });
  const waiting = () => noor.inboxes.at(-1)?.waiting ?? [];
  await until(() => waiting().length === 3, 'that it waits');
  assert.deepEqual(
    waiting().map(({ id }) => id),
    [talk, ...others].map(({ id }) => id),
  );
  assert.deepEqual([waiting()[0]?.returned, waiting()[0]?.casemanager], [true, null]);
  assert.deepEqual(await sam.ask().emitWithAck('reopen', {}), { error: 'closed' }, 'once');
  const replayed = await sam.ask().emitWithAck('replay', { after: 0 });
  assert.ok('ok' in replayed);
  assert.deepEqual([replayed.ok.state.status, replayed.ok.place?.ahead], ['waiting', 0]);
  assert.deepEqual(await noor.ask().emitWithAck('take', { conversation: talk.id }), { ok: true });
  assert.equal((await rowOf(talk))?.returned, false);
  // While this process does not know yet that the chat is open again, typing is not passed on.
  await until(() => sam.messages.at(-1)?.kind === 'joined', 'that the casemanager is back');
  noor.socket.emit('typing', { conversation: talk.id });
  await until(() => sam.typings.length === 1, 'that the casemanager types again');
  await silence();
  chat.clock.advance(24 * 60 * minute);
  assert.deepEqual(await sam.ask().emitWithAck('reopen', {}), { error: 'closed' });
  assert.equal((await chat.sql`select from chat_figures where id = ${talk.id}`).length, 1);
});

test('a word in between begins the silence anew', async () => {
  const talk = await chat.talk({ of: chat.noor });
  await noorSays(talk);
  chat.clock.advance(10 * minute);
  await closeSilent();
  chat.clock.advance(9 * minute);
  assert.ok((await jongereSays(talk)).ok);
  chat.clock.advance(30 * minute);
  await closeSilent();
  assert.deepEqual(await linesOf(talk), ['text', 'asked', 'text'], 'it is the turn of the casemanager');
  await noorSays(talk);
  chat.clock.advance(5 * minute);
  await noorSays(talk);
  chat.clock.advance(5 * minute);
  await closeSilent();
  assert.equal((await linesOf(talk)).at(-1), 'asked', 'counted from the first word that was left unanswered');
});

test('nobody is asked when it is the turn of the casemanager, or before somebody takes it', async () => {
  const [taken, waits, spoke] = [
    await chat.talk({ of: chat.noor }),
    await chat.talk(),
    await chat.talk({ of: chat.noor }),
  ];
  await noorSays(spoke);
  await jongereSays(spoke);
  const here = await aProcess({ began: 0, heardOf: 0 });
  await chat.sql`update chat_conversations set jongere_process = ${here}, jongere_gone_at = null`;
  chat.clock.advance(25 * minute);
  await chat.sql`update chat_processes set seen_at = ${ago(0)}`;
  await closeSilent();
  for (const talk of [taken, waits, spoke]) assert.ok(!(await linesOf(talk)).includes('asked'));
  assert.deepEqual(await Promise.all([taken, waits, spoke].map(statusOf)), ['active', 'waiting', 'active']);
});

test('when nobody looked for long, who is silent is asked first, and has ten minutes', async () => {
  const talk = await chat.talk({ of: chat.noor });
  await noorSays(talk);
  chat.clock.advance(3 * 60 * minute);
  await closeSilent();
  await closeSilent();
  assert.deepEqual(await linesOf(talk), ['text', 'asked']);
  chat.clock.advance(10 * minute);
  await closeSilent();
  assert.equal(await statusOf(talk), 'closed');
});

test('who speaks in the very moment of asking or closing is not cut off', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const speak = (tx: TransactionSql) => tx`
    update chat_conversations set jongere_turn_at = null, asked_at = null where id = ${talk.id}`;
  await noorSays(talk);
  chat.clock.advance(10 * minute);
  await meanwhile(speak, closeSilent);
  assert.deepEqual(await linesOf(talk), ['text']);
  await noorSays(talk);
  chat.clock.advance(10 * minute);
  await closeSilent();
  chat.clock.advance(10 * minute);
  await meanwhile(speak, closeSilent);
  assert.equal(await statusOf(talk), 'active');
  assert.deepEqual(await linesOf(talk), ['text', 'text', 'asked']);
  assert.equal((await chat.sql`select from chat_figures`).length, 0);
});

test('of many who speak while their chats are closed, each goes on or is told, and no word comes after the end', async () => {
  const talks = await Promise.all(Array.from({ length: 30 }, () => chat.talk({ of: chat.noor })));
  await Promise.all(talks.map(noorSays));
  for (let time = 0; time < 2; time++) {
    chat.clock.advance(10 * minute);
    if (time === 0) await closeSilent();
  }
  const [answers] = await Promise.all([Promise.all(talks.map(jongereSays)), closeSilent(), closeSilent()]);
  for (const [at, answer] of answers.entries()) {
    const talk = talks[at] ?? assert.fail();
    const lines = await linesOf(talk);
    if (answer.ok) assert.deepEqual([await statusOf(talk), lines], ['active', ['text', 'asked', 'text']]);
    else assert.deepEqual([answer.error, lines], ['closed', ['text', 'asked', 'closed']]);
  }
});

test('who waits and is gone for ten minutes has left; who is here, or back, has not', async () => {
  const [gone, back, here, question] = [
    await chat.talk(),
    await chat.talk(),
    await chat.talk(),
    await chat.talk({ kind: 'question' }),
  ];
  const ends = [
    await jongere(chat.url, gone.token),
    await jongere(chat.url, back.token),
    await jongere(chat.url, here.token),
  ];
  const goneAt = async (talk: Talk) => (await rowOf(talk))?.jongere_gone_at;
  for (const talk of [gone, back, here])
    await until(async () => (await goneAt(talk)) === null, 'that they are here');
  for (const end of ends.slice(0, 2)) end.socket.disconnect();
  for (const talk of [gone, back])
    await until(async () => (await goneAt(talk)) !== null, 'that they are gone');
  chat.clock.advance(10 * minute - 1);
  chat.intervals();
  await jongere(chat.url, back.token);
  await until(async () => (await goneAt(back)) === null, 'that they are back');
  await closeSilent();
  assert.equal(await statusOf(gone), 'waiting');
  chat.clock.advance(1);
  await closeSilent();
  assert.deepEqual(await Promise.all([gone, back, here, question].map(statusOf)), [
    'closed',
    'waiting',
    'waiting',
    'waiting',
  ]);
  assert.equal((await rowOf(gone))?.close_reason, 'left');
  const figures =
    await chat.sql`select id, close_reason as reason, waited_seconds as waited from chat_figures`;
  assert.deepEqual([...figures], [{ id: gone.id, reason: 'left', waited: null }]);
});

test('who waits at a process that died has as long to come back, and does so in the very last moment', async () => {
  const talk = await chat.talk();
  const dead = await aProcess({ began: 60 * minute, heardOf: 0 });
  await chat.sql`update chat_conversations set jongere_process = ${dead}, jongere_gone_at = null`;
  chat.clock.advance(12 * minute - 1);
  await closeSilent();
  assert.equal(await statusOf(talk), 'waiting');
  chat.clock.advance(1);
  const alive = await aProcess({ began: 60 * minute, heardOf: 0 });
  const comeBack = (tx: TransactionSql) => tx`update chat_conversations set jongere_process = ${alive}`;
  await meanwhile(comeBack, closeSilent);
  assert.equal(await statusOf(talk), 'waiting');
  await chat.sql`update chat_conversations set jongere_process = ${dead}`;
  await closeSilent();
  assert.equal(await statusOf(talk), 'closed');
});

test('a casemanager of whom nothing is heard for two minutes loses their chats to the front of the queue', async () => {
  const others = await chat.talk({ minutesAgo: 30 });
  const talks = [
    await chat.talk({ of: chat.noor, minutesAgo: 10 }),
    await chat.talk({ of: chat.noor, minutesAgo: 5 }),
  ];
  const [first = assert.fail()] = talks;
  const sam = await jongere(chat.url, first.token);
  await noorSays(first);
  await aProcess({ began: 60 * minute, heardOf: 0 });
  await noorHeardOf(2 * minute - 1);
  await requeueLost();
  assert.equal(await statusOf(first), 'active');
  await noorHeardOf(2 * minute);
  for (let time = 0; time < 2; time++) await requeueLost();
  await until(() => sam.messages.at(-1)?.kind === 'requeued', 'that they are told');
  const told = sam.messages.at(-1);
  assert.equal(told?.kind === 'requeued' && told.name, 'Noor');
  await until(() => sam.states.at(-1)?.status === 'waiting', 'that they wait');
  assert.equal(sam.states.at(-1)?.casemanager, null);
  assert.deepEqual(await linesOf(first), ['text', 'requeued']);
  assert.deepEqual(await requeuedOf(first), [{ why: 'lost', from: chat.noor.id }]);
  const colleague = await staff(chat.url, (await chat.join()).cookie);
  assert.deepEqual(
    colleague.inboxes.at(-1)?.waiting.map(({ id }) => id),
    [...talks, others].map(({ id }) => id),
  );
  chat.clock.advance(30 * minute);
  await closeSilent();
  assert.ok(!(await linesOf(first)).includes('asked'), 'it is nobody’s turn');
});

test('nobody is lost who could not come back: a server must have been there for as long', async () => {
  const talk = await chat.talk({ of: chat.noor });
  await noorHeardOf(10 * minute);
  await requeueLost();
  assert.equal(await statusOf(talk), 'active', 'no server');
  await aProcess({ began: 60 * minute, heardOf: 10 * minute });
  await requeueLost();
  assert.equal(await statusOf(talk), 'active', 'one that is long gone');
  await aProcess({ began: 2 * minute - 1, heardOf: 0 });
  await requeueLost();
  assert.equal(await statusOf(talk), 'active', 'one that began just now');
  await noorHeardOf(2 * minute + second);
  await aProcess({ began: 60 * minute, heardOf: 2 * minute - second });
  await requeueLost();
  assert.equal(await statusOf(talk), 'active', 'one that was gone nearly as long as the casemanager');
  await aProcess({ began: 2 * minute, heardOf: 15 * second });
  await requeueLost();
  assert.equal(await statusOf(talk), 'waiting');
});

test('who is back within two minutes keeps their chats, also in the very last moment', async () => {
  const talk = await chat.talk({ of: chat.noor });
  await aProcess({ began: 60 * minute, heardOf: 0 });
  const noor = await staff(chat.url, chat.noor.cookie);
  noor.socket.disconnect();
  chat.clock.advance(2 * minute - second);
  await chat.sql`update chat_processes set seen_at = ${ago(0)}`;
  const again = await staff(chat.url, chat.noor.cookie);
  chat.clock.advance(minute);
  await requeueLost();
  assert.equal(await statusOf(talk), 'active');
  assert.deepEqual(
    again.inboxes.at(-1)?.mine.map(({ id }) => id),
    [talk.id],
  );
  await noorHeardOf(5 * minute);
  const handOver = async (tx: TransactionSql) => {
    const colleague = await chat.join();
    await chat.bePresent(colleague.id);
    await tx`update chat_conversations set casemanager_id = ${colleague.id} where id = ${talk.id}`;
  };
  await chat.sql`update chat_processes set seen_at = ${ago(0)}`;
  await meanwhile(handOver, requeueLost);
  assert.equal(await statusOf(talk), 'active', 'a colleague has it now');
});

test('after an outage nobody is taken for silent or gone before they could come back', async () => {
  const [silent, waiting] = [await chat.talk({ of: chat.noor }), await chat.talk()];
  await noorSays(silent);
  await chat.sql`update chat_conversations set asked_at = ${ago(0)} where id = ${silent.id}`;
  await chat.sql`update chat_conversations set jongere_gone_at = ${ago(0)} where id = ${waiting.id}`;
  chat.clock.advance(40 * minute);
  await aProcess({ began: minute, heardOf: 0 });
  await closeSilentChats(chat.services);
  assert.deepEqual([await statusOf(silent), await statusOf(waiting)], ['active', 'waiting']);
  await closeSilent();
  assert.deepEqual([await statusOf(silent), await statusOf(waiting)], ['closed', 'closed']);
});

test('who takes a chat and says nothing loses it to the front of the queue, once, and both are told', async () => {
  const other = await chat.talk({ minutesAgo: 30 });
  const talk = await taken();
  const [sam, noor] = [await jongere(chat.url, talk.token), await staff(chat.url, chat.noor.cookie)];
  await jongereSays(talk);
  chat.clock.advance(3 * minute - 1);
  await requeueUnanswered();
  assert.equal(await statusOf(talk), 'active');
  assert.equal(noor.inboxes.at(-1)?.mine[0]?.unansweredSince, chat.clock.now() - 3 * minute + 1);
  chat.clock.advance(1);
  await Promise.all([requeueUnanswered(), requeueUnanswered()]);
  await requeueUnanswered();
  assert.deepEqual(await linesOf(talk), ['joined', 'text', 'requeued']);
  assert.deepEqual(await requeuedOf(talk), [{ why: 'unanswered', from: chat.noor.id }]);
  await until(() => sam.messages.at(-1)?.kind === 'requeued', 'that the jongere is told');
  const told = sam.messages.at(-1);
  assert.equal(told?.kind === 'requeued' && told.why, 'unanswered');
  await until(() => noor.inboxes.at(-1)?.waiting.length === 2, 'that the casemanager is told');
  assert.deepEqual(
    noor.inboxes
      .at(-1)
      ?.waiting.map(({ id, requeued }) => [id, requeued?.id, requeued?.firstName, requeued?.why]),
    [
      [talk.id, chat.noor.id, 'Noor', 'unanswered'],
      [other.id, undefined, undefined, undefined],
    ],
  );
  assert.ok((await take(staffCtx(chat.services, chat.noor.id), talk.id)).ok, 'they may take it again');
  await until(() => noor.inboxes.at(-1)?.mine[0]?.requeued === null, 'that nothing is said of it any more');
  chat.clock.advance(3 * minute);
  await requeueUnanswered();
  assert.equal((await requeuedOf(talk)).length, 2, 'and lose it again');
});

test('a word or an offer is an answer; a colleague who gets a chat has as long, and a question has no hurry', async () => {
  const [spoke, offered, handed, question] = [
    await taken(),
    await taken(),
    await taken(),
    await taken({ kind: 'question' }),
  ];
  const ctx = staffCtx(chat.services, chat.noor.id);
  chat.clock.advance(2 * minute);
  await noorSays(spoke);
  const offer = { clientId: randomUUID(), topic: 'school' };
  assert.ok((await offerTimes(ctx, offered.id, offer)).ok);
  const colleague = await chat.join();
  assert.ok((await handOver(ctx, handed.id, { to: colleague.id })).ok);
  chat.clock.advance(3 * minute - 1);
  await requeueUnanswered();
  const all = [spoke, offered, handed, question];
  assert.deepEqual(await Promise.all(all.map(statusOf)), ['active', 'active', 'active', 'active']);
  chat.clock.advance(60 * minute);
  await jongereSays(spoke);
  await requeueUnanswered();
  assert.deepEqual(await Promise.all(all.map(statusOf)), ['active', 'active', 'waiting', 'active']);
  assert.deepEqual(await requeuedOf(handed), [{ why: 'unanswered', from: colleague.id }]);
});

test('the gemeente says how long an answer may take; one that an older process stored counts', async () => {
  await saveSettings(chat.services, { chat: { answerMinutes: 5 } });
  const [talk, old] = [await taken(), await taken()];
  chat.clock.advance(minute);
  await chat.sql`
    with grown as (update chat_conversations set last_seq = last_seq + 1 where id = ${old.id} returning last_seq)
    insert into chat_messages (conversation_id, seq, client_id, author, kind, staff_id, body, data, created_at)
    select ${old.id}, last_seq, ${randomUUID()}, 'casemanager', 'text', ${chat.noor.id}, 'Hoi', '{"name":"Noor"}',
      ${ago(0)} from grown`;
  chat.clock.advance(4 * minute - 1);
  await requeueUnanswered();
  assert.equal(await statusOf(talk), 'active');
  chat.clock.advance(1);
  await requeueUnanswered();
  assert.deepEqual(await Promise.all([talk, old].map(statusOf)), ['waiting', 'active']);
  await saveSettings(chat.services, {});
});

test('who answers in the very moment in which a chat would go back keeps it', async () => {
  const talk = await taken();
  chat.clock.advance(3 * minute);
  const answer = (tx: TransactionSql) => tx`
    update chat_conversations set last_seq = last_seq + 1, unanswered_since = null where id = ${talk.id}`;
  await meanwhile(answer, requeueUnanswered);
  assert.equal(await statusOf(talk), 'active');
});

test('of many that are answered while they would go back, each goes on or is told, and none of both', async () => {
  const talks = await Promise.all(Array.from({ length: 30 }, () => taken()));
  chat.clock.advance(3 * minute);
  const [answers] = await Promise.all([
    Promise.all(talks.map(noorSays)),
    requeueUnanswered(),
    requeueUnanswered(),
  ]);
  for (const [at, answer] of answers.entries()) {
    const talk = talks[at] ?? assert.fail();
    const found = [await statusOf(talk), await linesOf(talk), (await requeuedOf(talk)).length];
    if (answer.ok) assert.deepEqual(found, ['active', ['joined', 'text'], 0]);
    else assert.deepEqual([answer.error, ...found], ['not-open', 'waiting', ['joined', 'requeued'], 1]);
  }
});
