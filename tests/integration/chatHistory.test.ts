import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { addNote } from '#server/chat/addNote.ts';
import { blockVisitor } from '#server/chat/blockVisitor.ts';
import { listReplies, removeReply, saveReply } from '#server/chat/cannedReplies.ts';
import { closeConversation } from '#server/chat/closeConversation.ts';
import { endAsJongere } from '#server/chat/endConversation.ts';
import { handOver } from '#server/chat/handOver.ts';
import { leaveQuestion } from '#server/chat/leaveQuestion.ts';
import { offerTimes } from '#server/chat/offerTimes.ts';
import { rate } from '#server/chat/rate.ts';
import { reopen } from '#server/chat/reopen.ts';
import { requeue } from '#server/chat/requeue.ts';
import { questionSchema, startSchema } from '#server/chat/schema.ts';
import { startConversation } from '#server/chat/startConversation.ts';
import { take } from '#server/chat/take.ts';
import type { Ctx } from '#server/http/context.ts';
import { aQuestion, aStart, bePresent, type ChatGround, chatGround, visitor } from '../support/chatGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeCasemanager, staffCtx } from '../support/factories.ts';

let ground: ChatGround;
let jongere: Ctx;
let noor: Ctx;
let samira = '';
before(async () => {
  ground = await chatGround();
  const { database, services, casemanager } = ground;
  samira = await makeCasemanager(database.db, [], { firstName: 'Samira' });
  services.bus.say({ roster: true });
  jongere = jongereCtx(services);
  noor = staffCtx(services, casemanager);
});
after(() => ground.close());
beforeEach(async () => {
  const { services, casemanager } = ground;
  await emptyTables(services.sql, 'chat_conversations', 'chat_blocks', 'chat_canned_replies', 'history');
  await bePresent(services, casemanager);
});

async function waiting(): Promise<string> {
  const begun = await startConversation(jongere, startSchema.parse(aStart({ name: 'geheim' })), visitor);
  assert.ok(begun.ok, JSON.stringify(begun));
  return begun.conversation;
}

async function taken(): Promise<string> {
  const id = await waiting();
  assert.ok((await take(noor, id)).ok);
  return id;
}

async function silent(): Promise<string> {
  const conversation = await taken();
  await closeConversation(noor, { conversation, by: 'system', reason: 'silent' });
  return conversation;
}

const aReply = { shortcut: 'hallo', body: 'geheim', whose: 'own' } as const;

/** Per file that writes what is done by it, and what the history must say of it afterwards, last of all. */
const done: Record<string, [what: string, act: () => Promise<unknown>][]> = {
  'server/chat/begin.ts': [
    ['begun', waiting],
    ['begun', () => leaveQuestion(jongere, questionSchema.parse(aQuestion({ question: 'geheim' })), visitor)],
  ],
  'server/chat/take.ts': [['taken', taken]],
  'server/chat/handOver.ts': [
    ['handed-over', async () => handOver(noor, await taken(), { to: samira, note: 'geheim' })],
  ],
  'server/chat/addNote.ts': [
    ['note-added', async () => addNote(noor, await taken(), { clientId: randomUUID(), text: 'geheim' })],
  ],
  'server/chat/offerTimes.ts': [
    ['offered', async () => offerTimes(noor, await taken(), { clientId: randomUUID(), topic: 'school' })],
  ],
  'server/chat/closeConversation.ts': [
    ['closed', async () => endAsJongere(jongere, await waiting())],
    ['closed', silent],
  ],
  'server/chat/reopen.ts': [['reopened', async () => reopen(jongere, await silent())]],
  'server/chat/requeue.ts': [
    [
      'requeued',
      async () => {
        const { services, casemanager } = ground;
        const conversation = await taken();
        const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
        const from = { id: casemanager, firstName: 'Noor' };
        return requeue(ctx, { conversation, from, why: 'unanswered', where: services.sql`` });
      },
    ],
  ],
  'server/chat/rate.ts': [['rated', async () => rate(jongere, await silent(), { face: 3, line: 'geheim' })]],
  'server/chat/blockVisitor.ts': [['blocked', async () => blockVisitor(noor, await taken())]],
  'server/chat/cannedReplies.ts': [
    ['reply-saved', () => saveReply(noor, aReply)],
    [
      'reply-removed',
      async () => {
        await saveReply(noor, aReply);
        const [reply] = await listReplies(noor);
        return removeReply(noor, reply?.id ?? assert.fail('expected a reply'));
      },
    ],
  ],
};

test('every file of the chat that writes is tried below', async () => {
  const writing: string[] = [];
  for await (const file of glob('server/chat/**/*.ts', { exclude: ['server/chat/proposal/**'] })) {
    const source = await readFile(file, 'utf8');
    if (source.includes("kernel/write.ts'") && /\bwrite(<[^(]*>)?\(/.test(source)) writing.push(file);
  }
  assert.deepEqual(writing.sort(), Object.keys(done).sort());
});

for (const [file, acts] of Object.entries(done)) {
  for (const [what, act] of acts) {
    test(`${file} writes down that something was ${what}, and nothing that a person typed`, async () => {
      const result = await act();
      const rows = await ground.services.sql`select what, details from history order by id`;
      assert.equal(rows.at(-1)?.what, what, JSON.stringify(result));
      for (const { details } of rows) assert.doesNotMatch(JSON.stringify(details), /geheim/);
    });
  }
}

test('what the history says of a conversation goes with it', async () => {
  await silent();
  await ground.services.sql`delete from chat_conversations`;
  assert.deepEqual([...(await ground.services.sql`select what from history`)], []);
});
