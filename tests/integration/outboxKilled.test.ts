import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findSlots } from '#server/availability/findSlots.ts';
import { book } from '#server/booking/book.ts';
import type { Services } from '#server/http/context.ts';
import { type Clock, systemClock } from '#server/kernel/clock.ts';
import { isDatabaseAway } from '#server/kernel/databaseAway.ts';
import { addDays, dateInAmsterdam, isoInAmsterdam } from '#server/kernel/time.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import {
  fixedClock,
  jongereCtx,
  makeCasemanager,
  makeLocation,
  makeServices,
  makeTopic,
} from '../support/factories.ts';
import { startKillableDatabase } from '../support/killableDatabase.ts';
import { openMailServer, type TestMailServer } from '../support/mailServer.ts';
import { runOutboxFaults } from '../support/outboxFaults.ts';
import { testDatabase } from '../support/postgres.ts';
import { startServerProcess } from '../support/serverProcess.ts';

// What is under way when a process or the database dies.

test('each message comes once and says what is so, while the mail server fails and processes that send are killed', async () => {
  const found = await runOutboxFaults({
    casemanagers: 4,
    processes: 2,
    patienceMs: 1200,
    changes: 60,
    rounds: 6,
  });
  assert.equal(found.changes, 60);
  assert.equal(found.kills, 2);
  assert.ok(found.accepted >= 20);
});

/** Services with one casemanager, and so many afspraken within the week to be told of. */
async function booked(database: Parameters<typeof makeServices>[0], clock: Clock, many: number) {
  const locationId = await makeLocation(database.db, { id: 'centrum' });
  await makeTopic(database.db, { id: 'kort' });
  await makeCasemanager(database.db, [{ locationId, weekdays: [1, 2, 3, 4, 5, 6, 7] }]);
  const services = await makeServices(database, { clock });
  const ctx = jongereCtx(services);
  const { topics } = await services.roster.current();
  const today = dateInAmsterdam(clock.now());
  const topic = topics[0] ?? assert.fail('expected a topic');
  const slots = await findSlots(ctx, { topic, from: addDays(today, 3), to: addDays(today, 7) });
  const isMeant = ({ start, modality }: (typeof slots)[number]) =>
    start % 1_800_000 === 0 && modality === 'op-locatie';
  const starts = slots.filter(isMeant).slice(0, many);
  assert.equal(starts.length, many);
  for (const [one, { start }] of starts.entries()) {
    const result = await book(ctx, {
      topic: 'kort',
      start: isoInAmsterdam(start),
      location: 'centrum',
      modality: 'op-locatie',
      name: 'Sam',
      ageGroup: '18-22',
      contact: { email: `jongere${one}@example.com` },
    });
    assert.ok(result.ok);
  }
  return services;
}

const namesOf = (mails: TestMailServer) =>
  mails.taken.filter(({ accepted }) => accepted).map(({ parsed }) => parsed.messageId);

const under = async (mails: TestMailServer, many: number) => {
  while (mails.taken.length < many) await sleep(5);
};

test('a database that dies and comes back in a turn makes no message come twice, and loses none', async (t) => {
  const database = await startKillableDatabase();
  t.after(database.stop);
  const mails = await openMailServer();
  t.after(mails.close);
  const clock = fixedClock();
  const made = await booked(database, clock, 16);
  t.after(made.close);
  const services: Services = { ...made, mail: mails.way() };
  t.after(() => services.mail?.mailer.close());
  mails.makes({ slow: 50 });
  // What it still was to take, it says that it could not.
  const turn = sendDue(services).catch((error: unknown) => assert.ok(isDatabaseAway(error)));
  await under(mails, 6);
  await database.killAndRestart();
  await turn;
  clock.advance(6 * 60_000);
  await sendDue(services);
  assert.equal(namesOf(mails).length, 16);
  assert.equal(new Set(namesOf(mails)).size, 16);
  assert.equal((await database.sql`select from outbox where state = 'delivered'`).length, 16);
});

test('a server that is told to stop while it sends ends what is on the line, and leaves the rest to another one', async (t) => {
  const database = await testDatabase();
  t.after(database.drop);
  const mails = await openMailServer();
  t.after(mails.close);
  const made = await booked(database, systemClock, 16);
  t.after(made.close);
  const services: Services = { ...made, mail: mails.way() };
  t.after(() => services.mail?.mailer.close());
  mails.makes({ slow: 400 });
  const { host, port } = mails.host;
  const server = await startServerProcess(database.url, {
    SMTP_URL: `smtp://${host}:${port}`,
    MAIL_FROM: 'afspraken@denhaag.test',
  });
  t.after(server.kill);
  await under(mails, 1);
  await server.stop();
  assert.equal(server.said().includes('"level"'), false, server.said());
  const ended = namesOf(mails).length;
  assert.ok(ended > 0 && ended < 16, `${ended} of 16`);
  assert.equal((await database.sql`select from outbox where state = 'sending'`).length, 0);
  assert.equal((await database.sql`select from outbox where state = 'delivered'`).length, ended);
  mails.makes({});
  await sendDue(services);
  assert.equal(namesOf(mails).length, 16);
  assert.equal(new Set(namesOf(mails)).size, 16);
});
