import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { sql } from 'drizzle-orm';
import * as tables from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { readNext } from '#server/agenda/readNext.ts';
import type { Services } from '#server/http/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { jongereCtx, makeCasemanager, makeLocation, makeTopic, staffCtx } from '../support/factories.ts';
import { openGround } from '../support/ground.ts';

const { clock, database, renew } = await openGround();
let services: Services;
let topicId: string;
let locationId: string;
let noor: string;
let bas: string;

beforeEach(async () => {
  services = await renew('2026-11-23T11:18:00+01:00', async () => {
    locationId = await makeLocation(database.db);
    topicId = await makeTopic(database.db);
    noor = await makeCasemanager(database.db, [{ locationId }]);
    bas = await makeCasemanager(database.db, [{ locationId }], { firstName: 'Bas' });
  });
});

const minute = 60_000;
type NewAppointment = typeof tables.appointments.$inferInsert;

/** An afspraak of 45 minutes of Noor, from a clock time like `2026-11-23T11:30`. Gives its id. */
async function makeAppointment(start: string, values: Partial<NewAppointment> = {}): Promise<string> {
  const id = randomUUID();
  const startsAt = new Date(`${start}:00+01:00`);
  const endsAt = new Date(startsAt.getTime() + 45 * minute);
  await database.db.insert(tables.appointments).values({
    id,
    status: 'booked',
    topicId,
    locationId,
    modality: 'video',
    casemanagerId: noor,
    startsAt,
    endsAt,
    during: sql`tstzrange(${startsAt.toISOString()}, ${endsAt.toISOString()})`,
    localDate: dateInAmsterdam(startsAt.getTime()),
    reference: id,
    tokenHash: id,
    name: 'Rachid',
    ageGroup: '18-22',
    createdAt: new Date(clock.now()),
    ...values,
  });
  return id;
}

test('who comes next is of today and of oneself, goes on until it is noted, and not what was cancelled', async () => {
  const noorsNext = () => readNext(staffCtx(services, noor));
  assert.equal(await noorsNext(), null);
  await makeAppointment('2026-11-23T11:25', { casemanagerId: bas });
  await makeAppointment('2026-11-24T09:00');
  assert.equal(await noorsNext(), null, 'of a colleague, or of tomorrow');
  await makeAppointment('2026-11-23T11:20', { status: 'cancelled' });
  const id = await makeAppointment('2026-11-23T11:30');
  const later = await makeAppointment('2026-11-23T16:00', { name: 'Maryam' });
  assert.deepEqual(await noorsNext(), {
    id,
    start: Date.parse('2026-11-23T11:30:00+01:00'),
    end: Date.parse('2026-11-23T12:15:00+01:00'),
    name: 'Rachid',
    modality: 'video',
  });
  clock.set('2026-11-23T11:40:00+01:00');
  assert.equal((await noorsNext())?.id, id);
  await database.sql`update appointments set outcome = 'geweest' where id = ${id}`;
  assert.equal((await noorsNext())?.id, later);
  await assert.rejects(readNext(jongereCtx(services)), NotAllowed);
});

test('who works at night sees past midnight who comes, and who is there still', async () => {
  const early = await makeAppointment('2026-11-24T00:15');
  const late = await makeAppointment('2026-11-23T23:20');
  clock.set('2026-11-23T21:00:00+01:00');
  assert.equal((await readNext(staffCtx(services, noor)))?.id, late);
  clock.set('2026-11-24T00:02:00+01:00');
  assert.equal((await readNext(staffCtx(services, noor)))?.id, late);
  clock.set('2026-11-24T00:06:00+01:00');
  assert.equal((await readNext(staffCtx(services, noor)))?.id, early);
});
