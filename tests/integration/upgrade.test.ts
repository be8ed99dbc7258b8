import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { test } from 'node:test';
import { migrate } from '#db/migrate.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { readDay } from '#server/agenda/readDay.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { findHold } from '#server/booking/findHold.ts';
import { listReplies } from '#server/chat/cannedReplies.ts';
import { readConversation } from '#server/chat/readConversation.ts';
import { readAfter } from '#server/chat/readMessages.ts';
import { findForm } from '#server/forms/findForm.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { fixedClock, jongereCtx, makeServices } from '../support/factories.ts';
import { migrationsBefore } from '../support/olderDatabase.ts';
import { testDatabase } from '../support/postgres.ts';
import {
  firstNewMigration,
  readAsBefore,
  secret,
  writeAsBefore,
  written,
} from '../support/previousRelease.ts';

const { noor, booked, cancelled, held, chat, sessions } = written;

/** A database as the previous release left it, with all that a gemeente in use has. */
async function oldDatabase(ends: AsyncDisposableStack): Promise<TestDatabase> {
  const database = await testDatabase();
  ends.defer(database.drop);
  const folder = await migrationsBefore(firstNewMigration);
  await database.sql`drop schema public cascade`;
  await database.sql`drop schema if exists drizzle cascade`;
  await database.sql`create schema public`;
  await migrate(database.url, () => {}, folder);
  await rm(folder, { recursive: true });
  await writeAsBefore(database.sql);
  return database;
}

async function signedIn(services: Services, token: string): Promise<Ctx> {
  const staff = await services.sessions.find(token, { touch: false });
  assert.ok(staff, 'expected the session to be there');
  return { ...services, actor: { kind: 'staff', staff, addressKey: 'office' }, language: 'nl' };
}

/** Reads with our verbs what the previous release wrote, and goes on from there. */
async function goOn(services: Services): Promise<void> {
  const sam = jongereCtx(services);
  const theirs = await findAppointment(sam, booked.token);
  assert.ok(theirs.ok);
  assert.equal(theirs.appointment.name, 'Sam');
  assert.equal(theirs.appointment.start, Date.parse('2026-11-23T09:00:00Z'));

  const own = await signedIn(services, sessions.noor);
  const day = await readDay(own, { date: '2026-11-23' });
  assert.ok(day.ok);
  assert.equal(day.day.items.length, 3, 'booked, cancelled and held');
  const details = await readAppointment(own, booked.id);
  assert.ok(details.ok);
  assert.deepEqual(
    details.appointment.history.map(({ kind, staffName }) => [kind, staffName]),
    [
      ['booked', null],
      ['moved', 'Noor'],
    ],
  );
  assert.deepEqual(
    details.appointment.notes.map(({ text }) => text),
    ['Bellen als het regent'],
  );
  const gone = await readAppointment(own, cancelled.id);
  assert.ok(gone.ok);
  assert.deepEqual([gone.appointment.cancelledBy, gone.appointment.cancelReason], ['jongere', 'Ik ben ziek']);
  for (const token of [sessions.anna, sessions.beheer]) {
    const other = await readAppointment(await signedIn(services, token), booked.id);
    assert.deepEqual(other, { ok: false, error: 'not-found' }, 'another team sees nothing');
  }

  const typed = await findForm(
    services,
    { sessionId: hashToken(sessions.noor), appointmentId: booked.id, path: '/medewerker/instellingen' },
    written.form,
  );
  assert.deepEqual(typed?.values, { note: 'Wat ik typte' });
  assert.equal((await readConversation(own, chat.id))?.lastSeq, 2);
  const { rows } = await readAfter(services, chat.id, 0);
  assert.deepEqual(
    rows.map(({ body }) => body),
    ['Hoi', 'Dag Sam'],
  );
  assert.deepEqual((await listReplies(own)).map(({ shortcut }) => shortcut).toSorted(), ['dag', 'hoi']);

  const roster = await services.roster.current();
  assert.equal(roster.settings.municipality, 'Voorbeeldstad');
  const [topic] = roster.topics;
  assert.ok(topic);
  const slots = await findSlots(sam, { topic, from: '2026-11-23', to: '2026-11-26' });
  const starts = slots.map(({ start }) => start);
  const isFree = (at: string) => starts.includes(Date.parse(at));
  assert.deepEqual(
    [
      '2026-11-23T09:00Z',
      '2026-11-23T10:00Z',
      '2026-11-23T11:00Z',
      '2026-11-25T10:00Z',
      '2026-11-26T10:00Z',
    ].map(isFree),
    [false, true, false, false, false],
    'what is booked, held, or not worked stays so, and what was cancelled is free',
  );

  const found = await findHold(sam, held.token);
  assert.ok(found.ok);
  const person = { name: 'Sem', ageGroup: '18-22', contact: { email: 'sem@example.org' } } as const;
  const made = await book(sam, { topic: 'school', hold: held.token, ...person });
  assert.ok(made.ok);
  assert.equal(made.appointment.casemanager.id, noor);
  assert.equal((await cancel(sam, booked.token, {})).ok, true);
}

type TestDatabase = Awaited<ReturnType<typeof testDatabase>>;

async function serve(ends: AsyncDisposableStack, database: TestDatabase): Promise<Services> {
  const clock = fixedClock('2026-11-20T10:05:00+01:00');
  const services = await makeServices(database, { clock, secret });
  ends.defer(() => services.close());
  return services;
}

test('what the previous release left is all there after the upgrade, and can be gone on with', async () => {
  await using ends = new AsyncDisposableStack();
  const database = await oldDatabase(ends);
  const before = await readAsBefore(database.sql);
  await migrate(database.url, () => {});
  assert.deepEqual(await readAsBefore(database.sql), before, 'a process that still runs reads what it did');
  await goOn(await serve(ends, database));
});

test('a process of the previous release writes on the newest tables what we read, and reads it back', async () => {
  await using ends = new AsyncDisposableStack();
  const before = await readAsBefore((await oldDatabase(ends)).sql);
  const database = await testDatabase();
  ends.defer(database.drop);
  await writeAsBefore(database.sql);
  assert.deepEqual(await readAsBefore(database.sql), before);
  await goOn(await serve(ends, database));
});
