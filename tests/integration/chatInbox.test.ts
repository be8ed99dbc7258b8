import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationSummary, Inbox, Message } from '#server/chat/types.ts';
import { aMessage, jongere, staff, until } from '../support/chatListeners.ts';
import { type Colleague, watchQueries } from '../support/chatServer.ts';
import { openChat } from '../support/openChat.ts';

const chat = await openChat({ processes: 2 });
const daan = await chat.join({ firstName: 'Daan' });
/** A casemanager of another team. */
const stranger = await chat.join({ firstName: 'Vreemd', team: 'Een ander team' });

const ids = (list: readonly { id: string }[] = []) => list.map(({ id }) => id);
const urlOf = (at: number) => chat.processes[at % 2]?.url ?? '';
/** The inbox of somebody as it is at this moment. */
async function inboxOf({ cookie }: Colleague): Promise<Inbox> {
  const answer = await (await staff(chat.url, cookie)).ask().emitWithAck('inbox', {});
  assert.ok('ok' in answer);
  return answer.ok;
}

test('of twenty who take somebody at once one does, and the jongere is told of one', async () => {
  const talk = await chat.talk();
  const sam = await jongere(chat.url, talk.token);
  const everybody = await Promise.all(
    Array.from({ length: 20 }, async (_, at) =>
      staff(urlOf(at), (await chat.join({ firstName: `C${at}` })).cookie),
    ),
  );
  await until(
    () => everybody.every((end) => end.inboxes.at(-1)?.waiting.length === 1),
    'that all see who waits',
  );
  const answers = await Promise.all(
    everybody.map((end) => end.ask().emitWithAck('take', { conversation: talk.id })),
  );
  assert.equal(answers.filter((answer) => 'ok' in answer).length, 1);
  assert.equal(answers.filter((answer) => 'error' in answer && answer.error === 'taken').length, 19);
  const name = `C${answers.findIndex((answer) => 'ok' in answer)}`;
  await until(() => everybody.every((end) => end.inboxes.at(-1)?.waiting.length === 0), 'that nobody waits');
  await until(() => sam.states.at(-1)?.status === 'active', 'the state');
  assert.equal(sam.states.at(-1)?.casemanager, name);
  const replayed = await sam.ask().emitWithAck('replay', { after: 0 });
  assert.ok('ok' in replayed);
  const lines = replayed.ok.messages.map((message: Message) => message.kind === 'joined' && message.name);
  assert.deepEqual(lines, [name]);
  // What grew is told apart from how it stands, so it may come a moment later.
  await until(() => sam.messages.length > 0, 'that the jongere is told');
  assert.deepEqual(
    sam.messages.map(({ kind }) => kind),
    ['joined'],
  );
});

test('what is over, or was never there, cannot be taken', async () => {
  const talk = await chat.talk();
  const sam = await jongere(chat.url, talk.token);
  await sam.ask().emitWithAck('end', {});
  const noor = await staff(chat.url, chat.noor.cookie);
  for (const conversation of [talk.id, crypto.randomUUID()])
    assert.deepEqual(await noor.ask().emitWithAck('take', { conversation }), { error: 'taken' });
});

test('who came back waits before all others, then who waits longest', async () => {
  const [second, first, third] = [
    await chat.talk({ minutesAgo: 5 }),
    await chat.talk({ minutesAgo: 9 }),
    await chat.talk({ minutesAgo: 1 }),
  ];
  const [returned, returnedEarlier] = [
    await chat.talk({ minutesAgo: 0 }),
    await chat.talk({ minutesAgo: 2 }),
  ];
  await chat.sql`update chat_conversations set returned = true where id in (${returned.id}, ${returnedEarlier.id})`;
  const { waiting } = await inboxOf(chat.noor);
  assert.deepEqual(ids(waiting), ids([returnedEarlier, returned, first, second, third]));
  assert.equal(waiting[2]?.waitingSince, chat.clock.now() - 9 * 60_000);
  assert.deepEqual(ids((await inboxOf(stranger)).waiting), ids(waiting), 'the same for every team');
});

test('each has their own, and sees those of the team, the questions and what is over, but nothing of another team', async () => {
  const [mine, team, foreign] = [
    await chat.talk({ of: chat.noor }),
    await chat.talk({ of: daan }),
    await chat.talk({ of: stranger }),
  ];
  const [young, old] = [
    await chat.talk({ kind: 'question' }),
    await chat.talk({ kind: 'question', minutesAgo: 60 }),
  ];
  const close = (id: string, minutesAgo: number) => chat.sql`
    update chat_conversations set status = 'closed', close_reason = 'ended',
      closed_at = ${new Date(chat.clock.now() - minutesAgo * 60_000).toISOString()} where id = ${id}`;
  const over = [await chat.talk({ of: daan }), await chat.talk(), await chat.talk({ of: chat.noor })];
  for (const [at, { id }] of over.entries()) await close(id, at);
  await close((await chat.talk({ of: stranger })).id, 0);
  const inbox = await inboxOf(chat.noor);
  assert.deepEqual(ids(inbox.mine), [mine.id]);
  assert.deepEqual(ids(inbox.team), [team.id]);
  assert.deepEqual(inbox.team[0]?.casemanager, { id: daan.id, firstName: 'Daan' });
  assert.deepEqual(ids(inbox.questions), [old.id, young.id]);
  assert.deepEqual(ids(inbox.closed), ids(over), 'the newest first, and what was nobody’s');
  assert.ok(!JSON.stringify(inbox).includes(foreign.id));
  assert.ok(!JSON.stringify(inbox).includes('sam@example.com'), 'how to reach somebody is read one by one');
});

test('of what is over it shows the fifty newest', async () => {
  await chat.sql`
    insert into chat_conversations (id, kind, status, language, casemanager_id, started_at, waiting_since, taken_at,
      closed_at, close_reason)
    select gen_random_uuid(), 'chat', 'closed', 'nl', ${chat.noor.id}, at, at, at, at, 'ended'
    from generate_series(timestamptz '2026-11-20 08:00Z', '2026-11-20 08:59Z', '1 minute') as at`;
  const { closed } = await inboxOf(chat.noor);
  assert.equal(closed.length, 50);
  assert.equal(closed[0]?.closedAt, Date.parse('2026-11-20T08:59:00Z'));
  assert.equal(closed[49]?.closedAt, Date.parse('2026-11-20T08:10:00Z'));
});

test('a row tells what is unread, what was said last, and whether the jongere is here', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(urlOf(1), talk.token);
  const noor = await staff(urlOf(0), chat.noor.cookie);
  const row = (): ConversationSummary | undefined => noor.inboxes.at(-1)?.mine[0];
  await until(() => row()?.here === true, 'that the jongere is here');
  assert.deepEqual([row()?.unread, row()?.preview, row()?.lastSeq], [0, '', 0]);
  const long = 'é'.repeat(150);
  for (const body of ['Hoi', long]) await sam.ask().emitWithAck('send', aMessage(body));
  await noor.ask().emitWithAck('send', { conversation: talk.id, ...aMessage('Dag Sam') });
  const now = async () => {
    const answer = await noor.ask().emitWithAck('inbox', {});
    assert.ok('ok' in answer);
    return answer.ok.mine[0];
  };
  const after = await now();
  assert.deepEqual(
    [after?.unread, after?.preview, after?.lastSeq, after?.lastJongereSeq],
    [2, 'é'.repeat(120), 3, 2],
  );
  noor.socket.emit('receipt', { conversation: talk.id, delivered: 2, seen: 1 });
  await until(async () => (await now())?.unread === 1, 'that one was seen');
  sam.socket.disconnect();
  await until(() => row()?.here === false, 'that the jongere is gone');
});

test('what somebody writes while they wait is in the list at once, with its mark', async () => {
  const talk = await chat.talk();
  const sam = await jongere(urlOf(1), talk.token);
  await sam.ask().emitWithAck('replay', { after: null });
  const noor = await staff(urlOf(0), chat.noor.cookie);
  const row = (): ConversationSummary | undefined => noor.inboxes.at(-1)?.waiting[0];
  await until(() => row()?.here === true, 'that the jongere is here');
  await sam.ask().emitWithAck('send', aMessage('Ik zit thuis'));
  await until(() => row()?.preview === 'Ik zit thuis', 'what was said');
  assert.equal(row()?.danger, false);
  await sam.ask().emitWithAck('send', aMessage('Ik wil dood'));
  await until(() => row()?.danger === true, 'the mark');
});

test('a word that points to danger marks the row of a colleague, too', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(urlOf(1), talk.token);
  const end = await staff(urlOf(0), daan.cookie);
  const row = (): ConversationSummary | undefined => end.inboxes.at(-1)?.team[0];
  await until(() => row()?.here === true, 'that the jongere is here');
  await sam.ask().emitWithAck('send', aMessage('Ik wil dood'));
  await until(() => row()?.danger === true, 'the mark');
});

test('a question is answered outside the chat, and marked so, or in the chat by who is still there', async () => {
  const [mailed, talked] = [
    await chat.talk({ kind: 'question' }),
    await chat.talk({ kind: 'question', minutesAgo: 5 }),
  ];
  const noor = await staff(chat.url, chat.noor.cookie);
  const sam = await jongere(chat.url, talked.token);
  const { id: conversation } = mailed;
  assert.deepEqual(await noor.ask().emitWithAck('answered', { conversation, how: 'email' }), {
    ok: true,
  });
  assert.deepEqual(await noor.ask().emitWithAck('answered', { conversation, how: 'phone' }), {
    error: 'not-found',
  });
  await sam.ask().emitWithAck('end', {});
  await until(() => noor.inboxes.at(-1)?.closed.length === 1, 'that one is answered');
  assert.deepEqual(
    ids(noor.inboxes.at(-1)?.questions),
    [talked.id],
    'closing the page leaves a question to be answered',
  );
  const ofTalk = { conversation: talked.id };
  assert.deepEqual(await noor.ask().emitWithAck('take', ofTalk), { ok: true });
  assert.ok('ok' in (await noor.ask().emitWithAck('send', { ...ofTalk, ...aMessage('Dag, je vroeg iets') })));
  await until(() => sam.messages.some(({ kind }) => kind === 'text'), 'the answer');
  assert.deepEqual(await noor.ask().emitWithAck('end', ofTalk), { ok: true });
  await until(() => noor.inboxes.at(-1)?.closed.length === 2, 'that both are answered');
  const how = noor.inboxes
    .at(-1)
    ?.closed.map(({ id, answeredBy, closeReason }) => [id, answeredBy, closeReason]);
  assert.deepEqual(
    new Map(how?.map(([id, ...rest]) => [id, rest])),
    new Map([
      [talked.id, ['chat', 'ended']],
      [mailed.id, ['email', 'answered']],
    ]),
  );
});

test('how the jongere found it is told whenever they say so, and what they say anew', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(urlOf(1), talk.token);
  const noor = await staff(urlOf(0), chat.noor.cookie);
  await noor.ask().emitWithAck('open', { conversation: talk.id, after: null });
  await sam.ask().emitWithAck('end', {});
  await until(() => noor.states.at(-1)?.status === 'closed', 'that it is over');
  for (const line of ['Fijn gesprek', 'Echt een fijn gesprek']) {
    assert.deepEqual(await sam.ask().emitWithAck('rate', { face: 3, line }), { ok: true });
    await until(() => noor.states.at(-1)?.ratingLine === line, line);
    assert.equal(noor.states.at(-1)?.rating, 3);
  }
});

test('who is there, in a pause or away is told to the team', async () => {
  const noor = await staff(urlOf(0), chat.noor.cookie);
  const other = await staff(urlOf(1), daan.cookie);
  const seen = () => noor.inboxes.at(-1)?.colleagues.find(({ id }) => id === daan.id)?.presence;
  for (const status of ['present', 'pause', 'present', 'away'] as const) {
    assert.deepEqual(await other.ask().emitWithAck('presence', { status }), { ok: true });
    await until(() => seen() === status && other.inboxes.at(-1)?.presence === status, status);
  }
  const names = noor.inboxes.at(-1)?.colleagues.map(({ firstName }) => firstName) ?? [];
  assert.ok(names.includes('Daan') && !names.includes('Vreemd') && !names.includes('Noor'));
});

test('what somebody just said of themselves is not taken back by an inbox that was read before', async () => {
  const other = await staff(urlOf(1), daan.cookie);
  const told = () => other.inboxes.map(({ presence }) => presence);
  for (const status of ['pause', 'away'] as const) {
    await other.ask().emitWithAck('presence', { status });
    await until(() => told().at(-1) === status, 'an inbox to begin with');
  }
  const blocked = await chat.sql.begin(async (tx) => {
    await tx`lock table chat_conversations in access exclusive mode`;
    chat.processes[1]?.services.bus.say({ queue: true });
    const reads = () =>
      tx`select from pg_locks where not granted and relation = 'chat_conversations'::regclass`;
    // Two for an inbox, or one of an inbox that was half read already. Nobody else is connected.
    await until(async () => (await reads()).length > 0, 'that an inbox is read');
    assert.deepEqual(await other.ask().emitWithAck('presence', { status: 'present' }), { ok: true });
    return told().length;
  });
  await until(() => told().length > blocked, 'the next inbox');
  assert.equal(told()[blocked], 'present');
});

test('who was not heard of for a while is away, and that is told though nothing happens', async () => {
  const noor = await staff(urlOf(0), chat.noor.cookie);
  const seen = () => noor.inboxes.at(-1)?.colleagues.find(({ id }) => id === daan.id)?.presence;
  await chat.bePresent(daan.id);
  await noor.ask().emitWithAck('presence', { status: 'present' });
  await until(() => seen() === 'present', 'that Daan is there');
  chat.clock.advance(45_000);
  chat.intervals();
  await until(() => seen() === 'away', 'that Daan is not there');
});

test('one whose account is gone keeps nobody else from being there', async () => {
  const gone = await chat.join();
  const [noor] = [await staff(chat.url, chat.noor.cookie), await staff(chat.url, gone.cookie)];
  await noor.ask().emitWithAck('presence', { status: 'present' });
  await chat.sql`delete from staff where id = ${gone.id}`;
  chat.clock.advance(30_000);
  chat.intervals();
  const seenAt = async () => {
    const [row] = await chat.sql`
      select (extract(epoch from seen_at) * 1000)::float8 as at from chat_presence where staff_id = ${chat.noor.id}`;
    return row?.at;
  };
  await until(async () => (await seenAt()) === chat.clock.now(), 'that Noor is still there');
});

test('however many are connected, an inbox costs three queries', async () => {
  const everybody = [chat.noor, daan, stranger, chat.noor, daan];
  const ends = await Promise.all(everybody.map(({ cookie }) => staff(chat.url, cookie)));
  const queries = watchQueries(chat.sql);
  // The queue is read a second after somebody came.
  const isQuiet = async () => {
    const before = queries.length;
    await sleep(1200);
    return queries.length === before;
  };
  await until(isQuiet, 'that all is read that is read by itself');
  // Put there without a word to anybody: the next inbox is the one with all three.
  for (let count = 0; count < 3; count++) await chat.talk();
  await chat.services.roster.current();
  queries.length = 0;
  chat.services.bus.say({ queue: true });
  await until(() => ends.every(({ inboxes }) => inboxes.at(-1)?.waiting.length === 3), 'the inboxes');
  // On a slow machine the copy of the roster is two seconds old by then, and is asked about.
  const reading = queries.filter(({ query }) => !/^select pg_notify|from roster_version/.test(query));
  assert.equal(reading.length, 3, reading.map(({ query }) => query).join('\n'));
});
