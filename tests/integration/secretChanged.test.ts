import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { findHold } from '#server/booking/findHold.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import type { Ctx } from '#server/http/context.ts';
import { makeCasemanager, makeLocation, makeServices, makeTopic } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
const opened: Ctx[] = [];

before(async () => {
  database = await testDatabase();
});

after(async () => {
  for (const one of opened) await one.close();
  await database.drop();
});

async function under(secret: string): Promise<Ctx> {
  const services = await makeServices(database, { secret });
  const ctx: Ctx = {
    ...services,
    actor: { kind: 'jongere', addressKey: 'test', networks: ['test'] },
    language: 'nl',
  };
  opened.push(ctx);
  return ctx;
}

test('another secret ends private links and holds; the old one opens them again', async () => {
  const location = await makeLocation(database.db);
  const topic = await makeTopic(database.db);
  await makeCasemanager(database.db, [{ locationId: location }]);
  const old = await under('the secret under which people got their links');
  const wish = { topic, location, modality: 'op-locatie' } as const;
  const made = await book(old, {
    ...wish,
    start: '2026-11-24T10:00:00+01:00',
    name: 'Sam',
    ageGroup: '18-22',
    contact: { email: 'sam@example.nl' },
  });
  const held = await placeHold(old, { ...wish, start: '2026-11-24T13:00:00+01:00' });
  assert.ok(made.ok && held.ok);

  const other = await under('the secret that came after a leak of the old one');
  assert.deepEqual(await findAppointment(other, made.appointment.token), { ok: false, error: 'not-found' });
  assert.deepEqual(await findHold(other, held.hold.token), { ok: false, error: 'not-found' });
  assert.ok((await findAppointment(old, made.appointment.token)).ok);
  assert.ok((await findHold(old, held.hold.token)).ok);
});
