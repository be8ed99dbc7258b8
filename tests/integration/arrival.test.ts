import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { noteArrival } from '#server/agenda/noteArrival.ts';
import { readComing } from '#server/agenda/readNext.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { book } from '#server/booking/book.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { move } from '#server/booking/move.ts';
import { sayHere } from '#server/booking/sayHere.ts';
import type { Ctx } from '#server/http/context.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { staffCtx } from '../support/factories.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// "I am here": by the private link or at the desk.

let ground: RaceGround;
let noor: Ctx;
before(async () => {
  ground = await raceGround(1);
  noor = staffCtx(ground.ctx, ground.staff[0] ?? '');
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history');
  ground.ctx.bus.say({ agenda: ground.staff });
});

async function booked(time: string, modality: 'op-locatie' | 'telefoon' = 'op-locatie') {
  const contact = { email: 'sam@example.nl', phone: '+31612345678' };
  const made = await book(ground.ctx, { ...request(time), modality, contact });
  assert.ok(made.ok, JSON.stringify(made));
  return made.appointment;
}
const names = async () => (await readComing(noor)).arrived.map(({ id }) => id);
const hereAt = async (token: string) => {
  const found = await findAppointment(ground.ctx, token);
  return found.ok ? found.appointment.hereAt : assert.fail('expected the afspraak');
};

test('somebody says that they are there from half an hour before, once, and takes it back; their casemanager sees it', async () => {
  const { token, id } = await booked('10:00');
  ground.clock.set('2026-11-23T09:29:59+01:00');
  assert.deepEqual(await sayHere(ground.ctx, token, true), { ok: false, error: 'too-early' });
  ground.clock.set(at('09:30'));
  assert.deepEqual(await sayHere(ground.ctx, token, true), { ok: true });
  ground.clock.set(at('09:40'));
  assert.deepEqual(await sayHere(ground.ctx, token, true), { ok: true });
  assert.equal(await hereAt(token), Date.parse(at('09:30')));
  assert.deepEqual(await names(), [id]);
  assert.deepEqual(await sayHere(ground.ctx, token, false), { ok: true });
  assert.deepEqual([await hereAt(token), await names()], [null, []]);
  const said = (await ground.sql`select what from history order by id`).map(({ what }) => what);
  assert.deepEqual(said, ['booked', 'arrived', 'arrival-taken-back']);
  ground.clock.set(at('10:30'));
  assert.deepEqual(await sayHere(ground.ctx, token, true), { ok: false, error: 'too-late' });
});

test('who sits there calls until a while after the start or after they came, and no longer once it is noted', async () => {
  const first = await booked('10:00');
  const second = await booked('10:30');
  ground.clock.set(at('10:12'));
  assert.ok((await noteArrival(noor, second.id, true)).ok);
  assert.deepEqual(await names(), [second.id]);
  // Late for the first, so it calls all the same.
  ground.clock.set(at('10:13'));
  assert.ok((await noteArrival(noor, first.id, true)).ok);
  ground.clock.set(at('10:14'));
  assert.deepEqual(await names(), [second.id, first.id]);
  ground.clock.set(at('10:23'));
  assert.deepEqual(await names(), [second.id]);
  assert.ok((await recordOutcome(noor, second.id, { outcome: 'afgezegd' })).ok);
  assert.deepEqual(await names(), []);
});

test('nobody is there for a telephone call, and whoever moves is not there for the new time', async () => {
  const { token, id } = await booked('10:00', 'telefoon');
  ground.clock.set(at('09:50'));
  assert.deepEqual(await noteArrival(noor, id, true), { ok: false, error: 'not-now' });
  assert.equal(await hereAt(token), null);
  ground.clock.set('2026-11-20T10:00:00+01:00');
  const comes = await booked('11:00');
  ground.clock.set(at('10:35'));
  assert.ok((await sayHere(ground.ctx, comes.token, true)).ok);
  assert.ok((await move(ground.ctx, comes.token, { start: at('15:00') })).ok);
  assert.equal(await hereAt(comes.token), null);
  ground.clock.set(at('14:40'));
  assert.ok((await sayHere(ground.ctx, comes.token, true)).ok);
  const called = { start: at('15:00'), modality: 'telefoon' } as const;
  assert.ok((await moveForJongere(noor, comes.id, { ...called, version: 1 })).ok);
  assert.equal(await hereAt(comes.token), null);
});
