import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { eq } from 'drizzle-orm';
import * as tables from '#db/schema/index.ts';
import { signOut, signOutEverywhere } from '#server/accounts/signOut.ts';
import { isSomebodyThere } from '#server/chat/presence.ts';
import { saveReceipts } from '#server/chat/saveReceipts.ts';
import { sendAsJongere, sendAsStaff } from '#server/chat/sendMessage.ts';
import { take } from '#server/chat/take.ts';
import type { ChatNote } from '#server/chat/types.ts';
import { write } from '#server/kernel/write.ts';
import { writeAccounts } from '#server/setup/accounts.ts';
import { aMessage, bodies, jongere, staff, until } from '../support/chatListeners.ts';
import type { Talk } from '../support/chatServer.ts';
import { staffCtx } from '../support/factories.ts';
import { openChat } from '../support/openChat.ts';

const chat = await openChat({ processes: 2 });
/** Where a jongere is connected, and where a casemanager. */
const [here = '', there = ''] = chat.processes.map(({ url }) => url);

async function bothEnds(talk: Talk) {
  return [await jongere(here, talk.token), await staff(there, chat.noor.cookie)] as const;
}

test('what one side says in one process the other side hears in another, each once and in order', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const [sam, noor] = await bothEnds(talk);
  const tabs = [await jongere(there, talk.token), await staff(here, chat.noor.cookie)] as const;
  const each = Array.from({ length: 30 }, (_, at) => at + 1);
  await Promise.all(
    each.flatMap((n) => [
      sam.ask().emitWithAck('send', aMessage(`j${n}`)),
      noor.ask().emitWithAck('send', { conversation: talk.id, ...aMessage(`c${n}`) }),
    ]),
  );
  const heard = () => [tabs[0].messages, tabs[1].messages.get(talk.id) ?? []];
  await until(() => heard().every(({ length }) => length === 60), 'all of it in both');
  for (const messages of heard()) {
    assert.deepEqual(
      messages.map(({ seq }) => seq),
      Array.from({ length: 60 }, (_, at) => at + 1),
    );
  }
  assert.deepEqual(bodies(heard()[0]), bodies(heard()[1]));
  await until(() => new Set(bodies(sam.messages)).size >= 30, 'what the other side said');
});

test('typing crosses over, from the moment that a chat is taken', async () => {
  const talk = await chat.talk();
  const [sam, noor] = await bothEnds(talk);
  await noor.ask().emitWithAck('open', { conversation: talk.id, after: 0 });
  await noor.ask().emitWithAck('take', { conversation: talk.id });
  sam.socket.emit('typing');
  await until(() => noor.typings.includes(talk.id), 'that the jongere types');
  noor.socket.emit('typing', { conversation: talk.id });
  await until(() => sam.typings.length === 1, 'that the casemanager types');
});

test('nobody types in a chat that is over, in whatever process they are', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const [sam, noor] = await bothEnds(talk);
  const late = await jongere(there, talk.token);
  await noor.ask().emitWithAck('open', { conversation: talk.id, after: 0 });
  assert.deepEqual(await sam.ask().emitWithAck('end', {}), { ok: true });
  await until(() => noor.states.at(-1)?.status === 'closed' && late.messages.length > 0, 'that it is over');
  // Who comes now knows it from the start.
  const again = await jongere(here, talk.token);
  for (const end of [sam, late, again]) end.socket.emit('typing');
  noor.socket.emit('typing', { conversation: talk.id });
  chat.services.bus.say({ jongereTypes: [talk.id], casemanagerTypes: [talk.id] });
  // What is said after it comes after it.
  await noor.ask().emitWithAck('note', { conversation: talk.id, clientId: randomUUID(), text: 'Klaar.' });
  await until(() => noor.notes.length > 0, 'the note');
  assert.deepEqual([...noor.typings, ...sam.typings, ...late.typings, ...again.typings], []);
});

test('who waits hears in another process that they were taken, by whom, and what is said then', async () => {
  const talk = await chat.talk();
  const [sam, noor] = await bothEnds(talk);
  assert.deepEqual(await noor.ask().emitWithAck('take', { conversation: talk.id }), { ok: true });
  await until(() => sam.states.at(-1)?.status === 'active', 'the state');
  assert.equal(sam.states.at(-1)?.casemanager, 'Noor');
  await until(() => sam.messages.length === 1, 'the line that tells of it');
  assert.deepEqual(
    sam.messages.map((message) => message.kind === 'joined' && message.name),
    ['Noor'],
  );
  await noor.ask().emitWithAck('send', { conversation: talk.id, ...aMessage('Hoi') });
  await until(() => bodies(sam.messages).includes('Hoi'), 'the first word');
});

test('when the word of it gets lost, who was taken and what was said is found before long, with how it stands', async () => {
  const talk = await chat.talk();
  const [sam, noor] = await bothEnds(talk);
  const silent = { ...chat.services.bus, say: () => {} };
  const ctx = { ...staffCtx(chat.services, chat.noor.id), bus: silent };
  assert.ok((await take(ctx, talk.id)).ok);
  assert.ok((await sendAsStaff(ctx, talk.id, aMessage('Hoi'))).ok);
  chat.intervals();
  await until(
    () => sam.messages.length === 2 && sam.states.at(-1)?.status === 'active',
    'the word and the state',
  );
  assert.deepEqual(
    sam.messages.map(({ kind }) => kind),
    ['joined', 'text'],
  );
  await until(() => noor.inboxes.at(-1)?.mine.length === 1, 'that it is theirs');
});

test('how far each side came crosses over', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const [sam, noor] = await bothEnds(talk);
  await sam.ask().emitWithAck('send', aMessage('Hoi'));
  noor.socket.emit('receipt', { conversation: talk.id, delivered: 1, seen: 0 });
  await until(() => sam.states.at(-1)?.receipts.delivered === 1, 'that it was delivered');
  assert.equal(sam.states.at(-1)?.receipts.seen, 0);
  await noor.ask().emitWithAck('send', { conversation: talk.id, ...aMessage('Dag') });
  sam.socket.emit('receipt', { delivered: 2, seen: 2 });
  await until(() => noor.states.at(-1)?.receipts.seen === 2, 'that it was seen');
});

test('a note of one colleague is read by the other, in another process, and by no jongere', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const [sam, noor] = await bothEnds(talk);
  const colleague = await staff(here, (await chat.join({ firstName: 'Daan' })).cookie);
  await colleague.ask().emitWithAck('open', { conversation: talk.id, after: null });
  const heard: string[] = [];
  sam.socket.onAny((name) => heard.push(name));
  const clientId = randomUUID();
  const note = { conversation: talk.id, clientId, text: 'Zit op het Voorbeeld College' };
  const answer = await noor.ask().emitWithAck('note', note);
  const at = chat.clock.now();
  assert.deepEqual(answer, { ok: { id: clientId, at, name: 'Noor', text: note.text } });
  await until(() => colleague.notes.length === 1, 'the note');
  assert.deepEqual(colleague.notes, [{ id: clientId, at, name: 'Noor', text: note.text }]);
  await sam.ask().emitWithAck('replay', { after: 0 });
  assert.ok(!heard.includes('note'));
});

test('who is given a conversation in another process hears it at once, and who gave it writes no more', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const [sam, noor] = await bothEnds(talk);
  const daan = await chat.join({ firstName: 'Daan' });
  const colleague = await staff(here, daan.cookie);
  const given = { conversation: talk.id, to: daan.id, note: 'Vraagt naar een leerwerkplek' };
  assert.deepEqual(await noor.ask().emitWithAck('handOver', given), { ok: true });
  await until(
    () => colleague.inboxes.at(-1)?.mine.some(({ id }) => id === talk.id) === true,
    'that it is theirs',
  );
  await sam.ask().emitWithAck('send', aMessage('Hallo?'));
  await until(() => bodies(colleague.messages.get(talk.id)).includes('Hallo?'), 'what is said');
  const { length } = bodies(sam.messages);
  const late = await noor.ask().emitWithAck('send', {
    conversation: talk.id,
    ...aMessage('Nog iets'),
  });
  assert.deepEqual(late, { error: 'not-open' });
  assert.equal(bodies(sam.messages).length, length);
  const opened = await colleague.ask().emitWithAck('open', { conversation: talk.id, after: null });
  assert.ok('ok' in opened);
  assert.deepEqual(
    opened.ok.conversation.notes.map(({ name, text }: ChatNote) => [name, text]),
    [['Noor', 'Vraagt naar een leerwerkplek']],
  );
  assert.equal(sam.messages.filter(({ kind }) => kind === 'handed-over').length, 1);
  assert.equal(sam.states.at(-1)?.casemanager, 'Daan');
});

test('a tab that stays connected to one process counts as here when another tab leaves another process', async () => {
  const talk = await chat.talk();
  const noor = await staff(there, chat.noor.cookie);
  const isHere = () => noor.inboxes.at(-1)?.waiting.find(({ id }) => id === talk.id)?.here;
  const stays = await jongere(here, talk.token);
  await until(() => isHere() === true, 'that they are here');
  const leaves = await jongere(there, talk.token);
  const processOf = async () =>
    (await chat.sql`select jongere_process as process from chat_conversations where id = ${talk.id}`)[0]
      ?.process;
  const first = await processOf();
  await until(async () => (await processOf()) !== first, 'that the second tab is known');
  leaves.socket.disconnect();
  const isGone = async () =>
    (await chat.sql`select jongere_gone_at as gone from chat_conversations where id = ${talk.id}`)[0]
      ?.gone !== null;
  await until(isGone, 'that the second tab left');
  chat.intervals();
  await until(async () => !(await isGone()) && isHere() === true, 'that the first tab is still here');
  assert.ok(stays.socket.connected);
});

test('how far somebody came never goes back, nor beyond what there is, and who saw something has it', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const [sam, noor] = await bothEnds(talk);
  for (const body of ['een', 'twee', 'drie']) await sam.ask().emitWithAck('send', aMessage(body));
  const came = async () => {
    const [row] = await chat.sql`
      select staff_delivered as delivered, staff_seen as seen from chat_conversations where id = ${talk.id}`;
    return [row?.delivered, row?.seen];
  };
  const receipt = (delivered: number, seen: number) =>
    noor.socket.emit('receipt', { conversation: talk.id, delivered, seen });
  const steps: [number, number, number, number][] = [
    [0, 2, 2, 2],
    [1, 1, 2, 2],
    [2_000_000_000, 0, 3, 2],
    [0, 2_000_000_000, 3, 3],
  ];
  for (const [delivered, seen, ...expected] of steps) {
    receipt(delivered, seen);
    await until(() => came().then((now) => String(now) === String(expected)), `${expected}`);
  }
  await until(() => sam.states.at(-1)?.receipts.seen === 3, 'that all was seen');
  assert.ok(
    sam.states.every(({ receipts }) => receipts.seen <= receipts.delivered && receipts.delivered <= 3),
  );
  const seen = sam.states.map(({ receipts }) => receipts.seen);
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  );
});

test('many receipts at once, from two processes and both sides, while messages come in, lock nobody out', async () => {
  const talks = await Promise.all(Array.from({ length: 25 }, () => chat.talk({ of: chat.noor })));
  const say = (round: number) =>
    Promise.all(talks.map(({ id }) => sendAsJongere(chat.services, id, aMessage(String(round)))));
  const come = (
    { services }: (typeof chat.processes)[number],
    side: 'jongere' | 'casemanager',
    round: number,
  ) => {
    const all = talks.map(({ id }) => ({ conversation: id, delivered: round, seen: round - 1 }));
    return saveReceipts(services, side, round % 2 ? all : all.toReversed());
  };
  for (let round = 1; round <= 12; round++) {
    await Promise.all([
      say(round),
      ...chat.processes.flatMap((one) => [
        come(one, 'casemanager', round),
        come(one, 'jongere', round),
        come(one, 'casemanager', round - 1),
      ]),
    ]);
  }
  await Promise.all(chat.processes.map((one) => come(one, 'casemanager', 12)));
  const rows = await chat.sql`select distinct last_seq, staff_delivered, staff_seen from chat_conversations`;
  assert.deepEqual([...rows], [{ last_seq: 12, staff_delivered: 12, staff_seen: 11 }]);
});

test('who signs out is cut off at once in every process, and nobody else is', async () => {
  const leaver = await chat.join();
  const phone = await chat.signIn(leaver.id);
  const open = ({ cookie }: { cookie: string }) => Promise.all([staff(here, cookie), staff(there, cookie)]);
  await chat.bePresent(leaver.id);
  const [desk, pocket, noor] = [await open(leaver), await open(phone), await open(chat.noor)];
  const cutOff = (ends: Awaited<ReturnType<typeof open>>) => ends.every(({ socket }) => !socket.connected);
  const stays = (ends: Awaited<ReturnType<typeof open>>) => ends.every(({ socket }) => socket.connected);

  await signOut({ ...chat.services, actor: { kind: 'system' } }, leaver.cookie);
  await until(() => cutOff(desk), 'that the device that signs out is cut off');
  assert.ok(stays(pocket) && stays(noor));
  assert.ok(await isSomebodyThere(chat.services));
  await signOutEverywhere(staffCtx(chat.services, leaver.id));
  await until(() => cutOff(pocket), 'that the other device is cut off');
  await until(async () => !(await isSomebodyThere(chat.services)), 'that nobody is there for who waits');
  assert.ok(stays(noor));
});

test('however a session or a right ends, its chat is cut off at once in every process, and who waits knows', async () => {
  const { sql } = chat;
  const ends: ((id: string) => Promise<unknown>)[] = [
    (id) => sql`delete from sessions where user_id = ${id}`,
    (id) => sql`update staff set active = false where id = ${id}`,
    (id) => sql`update staff set roles = '{beheerder}' where id = ${id}`,
    async (id) => {
      const [row] = await chat.database.db.select().from(tables.staff).where(eq(tables.staff.id, id));
      assert.ok(row);
      const account = { ...row, password: 'een heel ander wachtwoord' };
      const known = { staff: [{ ...row, passwordHash: null }] };
      const passwords = new Map([[row.email, { hash: 'another', temporary: undefined }]]);
      await write({ ...chat.services, actor: { kind: 'system' } }, (w) =>
        writeAccounts(w, [account], known, passwords),
      );
    },
  ];
  for (const end of ends) {
    const { id, cookie } = await chat.join();
    await chat.bePresent(id);
    const connected = await Promise.all([staff(here, cookie), staff(there, cookie)]);
    await end(id);
    await until(() => connected.every(({ socket }) => !socket.connected), 'that they are cut off');
    await until(async () => !(await isSomebodyThere(chat.services)), 'that nobody is there for who waits');
  }
});
