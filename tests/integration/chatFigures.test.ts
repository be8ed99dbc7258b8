import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, beforeEach, test } from 'node:test';
import { chatFigures } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { endAsStaff } from '#server/chat/endConversation.ts';
import { readFigures } from '#server/chat/readFigures.ts';
import type { Services } from '#server/http/context.ts';
import {
  fixedClock,
  jongereCtx,
  makeCasemanager,
  makeServices,
  makeTopic,
  staffCtx,
} from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const clock = fixedClock('2026-11-20T23:30:00+01:00');
let database: Awaited<ReturnType<typeof testDatabase>>;
let services: Services;
let noor: string;

// Before the database is there: a cluster that it starts for itself must stop after this.
after(() => database.drop());
database = await testDatabase();
afterEach(() => services.bus.close());

beforeEach(async () => {
  await database.sql`truncate staff, topics, chat_figures cascade`;
  noor = await makeCasemanager(database.db, []);
  services = await makeServices(database, { clock });
});

type NewFigures = typeof chatFigures.$inferInsert;

/** A chat that was taken after a minute and lasted ten, on the day of the clock. */
const ended = (values: Partial<NewFigures> = {}): NewFigures => ({
  id: randomUUID(),
  day: '2026-11-20',
  kind: 'chat',
  closeReason: 'ended',
  language: 'nl',
  ahead: 0,
  waitedSeconds: 60,
  lengthSeconds: 600,
  jongereMessages: 4,
  staffMessages: 4,
  ...values,
});

const read = () => readFigures(staffCtx(services, noor), { days: 30 });

test('the figures are of the last thirty days, today among them, and of nothing before', async () => {
  await database.db
    .insert(chatFigures)
    .values([ended(), ended({ day: '2026-10-22' }), ended({ day: '2026-10-21' })]);
  assert.equal((await read()).chats, 2);
});

test('who was never taken counts as that, and in no average; a question is no chat', async () => {
  await database.db
    .insert(chatFigures)
    .values([
      ended({ rating: 3 }),
      ended({ waitedSeconds: 180, lengthSeconds: 1200, rating: 1 }),
      ended({ closeReason: 'left', waitedSeconds: null, lengthSeconds: 30 }),
      ended({ kind: 'question', lengthSeconds: 9000 }),
      ended({ kind: 'question', closeReason: 'answered', waitedSeconds: 40_000, lengthSeconds: 40_000 }),
    ]);
  assert.deepEqual(
    { ...(await read()) },
    {
      chats: 3,
      unanswered: 1,
      withinTwoMinutes: 1,
      waitedSeconds: 120,
      lengthSeconds: 900,
      answeredQuestions: 2,
      sad: 1,
      neither: 0,
      glad: 1,
      topics: [{ of: { topic: null }, chats: 3, questions: 2, waitedSeconds: null, lengthSeconds: null }],
    },
  );
});

test('without any there is nothing to average, and a jongere may not look', async () => {
  const { chats, waitedSeconds, lengthSeconds } = await read();
  assert.deepEqual(
    { chats, waitedSeconds, lengthSeconds },
    { chats: 0, waitedSeconds: null, lengthSeconds: null },
  );
  await assert.rejects(readFigures(jongereCtx(services), { days: 30 }), NotAllowed);
});

test('the topic is kept with the figures, and topics of too few conversations are not told apart', async () => {
  for (const id of ['geld', 'school', 'werk']) await makeTopic(database.db, { id });
  const ctx = staffCtx(services, noor);
  const begun = new Date(clock.now() - 600_000).toISOString();
  const close = async (topic: string) => {
    const id = randomUUID();
    await database.sql`
      insert into chat_conversations (id, kind, status, topic_id, language, casemanager_id, started_at, waiting_since, taken_at)
      values (${id}, 'chat', 'active', ${topic}, 'nl', ${noor}, ${begun}, ${begun}, ${begun})`;
    assert.ok((await endAsStaff(ctx, id)).ok);
  };
  for (const topic of ['geld', 'werk', ...Array<string>(6).fill('school')]) await close(topic);
  assert.deepEqual((await read()).topics, [
    { of: 'others', chats: 8, questions: 0, waitedSeconds: 0, lengthSeconds: 600 },
  ]);
  for (const topic of Array<string>(3).fill('geld')) await close(topic);
  await close('werk');
  assert.deepEqual(
    (await read()).topics.map(({ of, chats }) => [of, chats]),
    [
      [{ topic: 'school' }, 6],
      ['others', 6],
    ],
  );
});
