import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { closeConversation } from '#server/chat/closeConversation.ts';
import { forgetChats } from '#server/chat/forgetChats.ts';
import { rate } from '#server/chat/rate.ts';
import { reopen } from '#server/chat/reopen.ts';
import { type ChatGround, chatGround, putChat, saveSettings } from '../support/chatGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, systemCtx } from '../support/factories.ts';

let ground: ChatGround;
before(async () => {
  ground = await chatGround();
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(
    ground.services.sql,
    'chat_conversations',
    'chat_figures',
    'chat_blocks',
    'chat_day_secrets',
    'chat_processes',
  );
  await saveSettings(ground.services, {});
});

const ids = async () =>
  (await ground.services.sql<{ id: string }[]>`select id from chat_conversations`).map(({ id }) => id).sort();
const figures = () => ground.services.sql`select * from chat_figures`;

/** Somebody wrote something; the messages of a conversation come in order. */
async function write(conversation: string, author: 'jongere' | 'casemanager', createdAt: string) {
  const { sql } = ground.services;
  await sql`
    with grown as (
      update chat_conversations set last_seq = last_seq + 1 where id = ${conversation} returning last_seq
    )
    insert into chat_messages (conversation_id, seq, client_id, author, kind, body, created_at)
    select ${conversation}, last_seq, ${randomUUID()}, ${author}, 'text', 'geheim', ${createdAt} from grown`;
}

const close = (conversation: string) =>
  closeConversation(systemCtx(ground.services), { conversation, by: 'casemanager', reason: 'ended' });

test('what was said is deleted thirty days after it is over, with its notes, and not a moment before', async () => {
  const { services, clock, casemanager } = ground;
  const old = await putChat(services, {
    startedAt: '2026-10-21T07:00:00Z',
    closedAt: '2026-10-21T09:00:00Z',
  });
  await write(old, 'jongere', '2026-10-21T07:10:00Z');
  await services.sql`
    insert into chat_notes (id, conversation_id, staff_id, at, text)
    values (${randomUUID()}, ${old}, ${casemanager}, now(), 'geheim')`;
  const later = await putChat(services, {
    startedAt: '2026-10-21T08:00:00Z',
    closedAt: '2026-10-21T09:00:01Z',
  });
  const question = await putChat(services, {
    kind: 'question',
    startedAt: '2026-10-20T07:00:00Z',
    closedAt: '2026-10-21T08:59:59Z',
  });
  clock.set('2026-11-20T08:59:58Z');
  await forgetChats(services);
  assert.deepEqual(await ids(), [old, later, question].sort());
  clock.set('2026-11-20T09:00:00Z');
  await forgetChats(services);
  assert.deepEqual(await ids(), [later]);
  for (const table of ['chat_messages', 'chat_notes'])
    assert.equal((await services.sql`select from ${services.sql(table)}`).length, 0);
});

test('how long is a setting', async () => {
  const { services } = ground;
  await putChat(services, { startedAt: '2026-11-12T07:00:00Z', closedAt: '2026-11-13T09:00:00Z' });
  await saveSettings(services, { chat: { retentionDays: 8 } });
  await forgetChats(services);
  assert.equal((await ids()).length, 1);
  await saveSettings(services, { chat: { retentionDays: 7 } });
  await forgetChats(services);
  assert.equal((await ids()).length, 0);
});

test('a question that nobody answered is over after that time, counts as such, and goes as long after', async () => {
  const { services, clock } = ground;
  const startedAt = '2026-10-21T08:00:00Z';
  const open = { kind: 'question', status: 'waiting', waitedSeconds: null } as const;
  const old = await putChat(services, { ...open, startedAt });
  const young = await putChat(services, { ...open, startedAt: '2026-10-22T08:00:00Z' });
  // A casemanager who took one and never closed it does not keep it for ever either.
  const taken = await putChat(services, { status: 'active', startedAt });
  const goesOn = await putChat(services, { status: 'active', startedAt });
  await write(goesOn, 'jongere', '2026-11-19T08:00:00Z');
  await forgetChats(services);
  const rows = await services.sql`select id, status, close_reason from chat_conversations`;
  const stateOf = (id: string) => rows.find((row) => row.id === id);
  for (const id of [old, taken]) assert.equal(stateOf(id)?.close_reason, 'unanswered');
  assert.deepEqual([stateOf(young)?.status, stateOf(goesOn)?.status], ['waiting', 'active']);
  assert.deepEqual((await figures()).map(({ id }) => id).sort(), [old, taken].sort());

  clock.advance(30 * 24 * 3_600_000);
  await forgetChats(services);
  assert.ok(!(await ids()).includes(old));
  assert.equal((await figures()).length, 4);
});

test('with the day goes what a browser was known by, the blocks and the secret of that day', async () => {
  const { services, clock, casemanager } = ground;
  const { sql } = services;
  await putChat(services, { status: 'active', startedAt: '2026-11-20T08:50:00Z' });
  const visitorKeyOf = async () => (await sql`select visitor_key as key from chat_conversations`)[0]?.key;
  await services.visitorKeys.of({ network: '192.0.2.1', userAgent: '' });
  await sql`insert into chat_blocks (visitor_key, day, staff_id) values ('x', '2026-11-20', ${casemanager})`;
  clock.set('2026-11-20T23:59:59+01:00');
  await forgetChats(services);
  assert.equal(await visitorKeyOf(), 'the browser of somebody');
  const days = async () =>
    (await sql`select from chat_blocks`).length + (await sql`select from chat_day_secrets`).length;
  assert.equal(await days(), 2);
  clock.advance(1000);
  await forgetChats(services);
  assert.equal(await visitorKeyOf(), null);
  assert.equal(await days(), 0);
});

test('processes that are long gone are forgotten, living ones are not', async () => {
  const { services } = ground;
  const [dead, alive] = [randomUUID(), randomUUID()];
  await services.sql`
    insert into chat_processes (id, started_at, seen_at)
    values (${dead}, '2026-11-01T00:00:00Z', '2026-11-19T08:59:59Z'),
      (${alive}, '2026-11-01T00:00:00Z', '2026-11-20T08:59:50Z')`;
  await forgetChats(services);
  assert.deepEqual([...(await services.sql`select id from chat_processes`)], [{ id: alive }]);
});

test('the figures of a chat are numbers: the wait, the talk, the messages, and nothing else', async () => {
  const { services } = ground;
  const chat = await putChat(services, {
    status: 'active',
    startedAt: '2026-11-20T08:40:00Z',
    waitedSeconds: 95,
    ahead: 2,
  });
  await write(chat, 'jongere', '2026-11-20T08:45:00Z');
  await write(chat, 'jongere', '2026-11-20T08:46:00Z');
  await write(chat, 'casemanager', '2026-11-20T08:47:00Z');
  await close(chat);
  assert.deepEqual(
    [...(await figures())],
    [
      {
        id: chat,
        day: '2026-11-20',
        kind: 'chat',
        close_reason: 'ended',
        language: 'nl',
        ahead: 2,
        waited_seconds: 95,
        length_seconds: 1105,
        jongere_messages: 2,
        staff_messages: 1,
        topic_id: null,
        rating: null,
      },
    ],
  );
  await rate(jongereCtx(services), chat, { face: 3, line: 'geheim' });
  assert.equal((await figures())[0]?.rating, 3);
  assert.doesNotMatch(JSON.stringify(await figures()), /geheim|browser/);
});

test('a chat that goes on and closes again is counted once, as it is then', async () => {
  const { services, clock } = ground;
  const chat = await putChat(services, { status: 'active', startedAt: '2026-11-20T08:40:00Z' });
  await closeConversation(systemCtx(services), { conversation: chat, by: 'system', reason: 'silent' });
  await reopen(jongereCtx(services), chat);
  await write(chat, 'jongere', '2026-11-20T09:00:30Z');
  clock.advance(60_000);
  await close(chat);
  const rows = await figures();
  assert.equal(rows.length, 1);
  assert.deepEqual([rows[0]?.close_reason, rows[0]?.jongere_messages], ['ended', 1]);
  assert.equal(rows[0]?.length_seconds, 20 * 60, 'from when it was first taken');
});

test('the day of a figure is that of Amsterdam, and of who was never taken it says how long they waited', async () => {
  const { services, clock } = ground;
  clock.set('2026-11-21T00:30:00+01:00');
  const chat = await putChat(services, {
    status: 'waiting',
    startedAt: '2026-11-20T23:15:00Z',
    waitedSeconds: null,
  });
  await close(chat);
  const [row] = await figures();
  assert.deepEqual([row?.day, row?.waited_seconds, row?.length_seconds], ['2026-11-21', null, 900]);
});
