import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, beforeEach, test } from 'node:test';
import { chatFigures } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { readFigures } from '#server/chat/readFigures.ts';
import type { Services } from '#server/http/context.ts';
import { fixedClock, jongereCtx, makeCasemanager, makeServices, staffCtx } from '../support/factories.ts';
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
  await database.sql`truncate staff, chat_figures cascade`;
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
