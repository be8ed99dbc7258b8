import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { NotAllowed } from '#server/access/may.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { readPerson } from '#server/accounts/people.ts';
import { restorePerson } from '#server/accounts/restorePerson.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { undo } from '#server/agenda/undo.ts';
import { book } from '#server/booking/book.ts';
import type { Ctx } from '#server/http/context.ts';
import { leave } from '#server/leaving/leave.ts';
import { readOpen } from '#server/leaving/readOpen.ts';
import type { LeavePlan } from '#server/leaving/schema.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { assertNoDoubleBooking, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// Who leaves, and what of theirs is passed on.

let ground: RaceGround;
let manager: Ctx;
let noor = '';
let daan = '';
let passwordHash = '';
const hours = [{ locationId: 'centrum', weekdays: [1, 2, 3, 4, 5, 6, 7] }];

before(async () => {
  ground = await raceGround(0);
  passwordHash = await hashPassword('kip fiets maandag groen');
});
after(() => ground.close());
beforeEach(startAnew);

async function startAnew() {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'chat_conversations', 'staff');
  noor = await makeCasemanager(ground.db, hours, { firstName: 'Noor' });
  daan = '';
  const iris = await makeCasemanager(ground.db, [], { roles: ['beheerder'], team: null, passwordHash });
  manager = staffCtx(ground.ctx, iris, { roles: ['beheerder'], team: null });
  ground.ctx.bus.say({ roster: true });
}

async function addDaan() {
  daan = await makeCasemanager(ground.db, hours, { firstName: 'Daan' });
  ground.ctx.bus.say({ roster: true });
}

async function bookAt(time: string) {
  const booked = await book(ground.ctx, request(time));
  assert.ok(booked.ok);
  return booked.appointment;
}

/** What a page would send that leaves all as it proposes. */
async function planFor(
  id: string,
  values: Partial<LeavePlan> & { each?: 'again' | 'anyone' } = {},
): Promise<LeavePlan> {
  const open = await readOpen(manager, id);
  assert.ok(open);
  const { each, ...plan } = values;
  return {
    appointments: open.appointments.map((one) => ({
      id: one.id,
      version: one.version,
      to: each ?? one.free[0]?.id ?? 'again',
    })),
    keeper: open.colleagues[0]?.id ?? null,
    chats: 'queue',
    replies: 'team',
    message: '',
    ...plan,
  };
}

const whose = async () =>
  (
    await ground.sql`
      select s.first_name as name, choose_again_at is not null as chooses from appointments a
      join staff s on s.id = a.casemanager_id where status = 'booked' order by starts_at`
  ).map(({ name, chooses }) => (chooses ? `${name} chooses` : String(name)));

/** What must hold whatever beheerders, casemanagers and jongeren do. */
async function assertNobodyIsForgotten() {
  const left = await ground.sql`
    select a.id from appointments a join staff s on s.id = a.casemanager_id
    where a.status = 'booked' and a.ends_at > ${new Date(ground.clock.now()).toISOString()}
      and not (s.active and 'casemanager' = any(s.roles))`;
  assert.equal(left.length, 0, 'a jongere counts on somebody who is not there');
}

test('in one step afspraken, chats and replies are passed on, hours end, and the account with them', async () => {
  await bookAt('10:00');
  await bookAt('11:00');
  await addDaan();
  await ground.sql`
    insert into chat_conversations (id, kind, status, language, started_at, waiting_since, casemanager_id, taken_at)
    values (${randomUUID()}, 'chat', 'active', 'nl', now(), now(), ${noor}, now())`;
  await ground.sql`
    insert into chat_canned_replies (id, staff_id, shortcut, body) values (${randomUUID()}, ${noor}, 'welkom', 'Hoi')`;
  const plan = await planFor(noor, { message: 'Noor werkt ergens anders.' });
  const [, second] = plan.appointments;
  assert.ok(second && plan.appointments.every(({ to }) => to === daan));
  second.to = 'again';
  assert.deepEqual(await leave(manager, noor, plan, { does: 'end' }), { ok: true });
  assert.deepEqual(await whose(), ['Daan', 'Daan chooses']);
  const [chat] = await ground.sql`select status, casemanager_id as whose, returned from chat_conversations`;
  assert.deepEqual({ ...chat }, { status: 'waiting', whose: null, returned: true });
  const [reply] =
    await ground.sql`select staff_id as own, team_id is not null as team from chat_canned_replies`;
  assert.deepEqual({ ...reply }, { own: null, team: true });
  const rules = await ground.sql`
    select from weekly_rules where casemanager_id = ${noor} and coalesce(valid_until, 'infinity') >= '2026-11-20'`;
  assert.equal(rules.length, 0);
  const words = await ground.sql`
    select what from history where what in ('handed-over', 'choose-again', 'account-ended', 'requeued') order by id`;
  assert.deepEqual(
    words.map(({ what }) => what),
    ['handed-over', 'handed-over', 'choose-again', 'requeued', 'account-ended'],
  );
  const told = await ground.sql`select message_to_jongere as message from appointments`;
  assert.ok(told.every(({ message }) => message === 'Noor werkt ergens anders.'));
  await assertNobodyIsForgotten();
});

test('who stays without an agenda passes it on too, and is told when they cannot change that way', async () => {
  await bookAt('10:00');
  await addDaan();
  const found = await readPerson(manager, noor);
  assert.ok(found);
  const { firstName, lastName, email, version } = found.person;
  const person = {
    firstName,
    lastName,
    email,
    version,
    team: null,
    roles: ['beheerder' as const],
    organisation: found.person.organisation.id,
  };
  const late = { does: 'save', person: { ...person, version: version + 1 } } as const;
  assert.deepEqual(await leave(manager, noor, await planFor(noor), late), { ok: false, error: 'changed' });
  assert.deepEqual(await whose(), ['Noor'], 'nothing is passed on when the rest is refused');
  const done = await leave(manager, noor, await planFor(noor), { does: 'save', person });
  assert.deepEqual(done, { ok: true });
  assert.deepEqual(await whose(), ['Daan']);
  await assertNobodyIsForgotten();
});

test('whatever changed since the page was shown makes that nothing is passed on', async () => {
  await bookAt('10:00');
  const plan = await planFor(noor);
  await bookAt('11:00');
  await addDaan();
  assert.deepEqual(await leave(manager, noor, plan, { does: 'end' }), { ok: false, error: 'changed' });
  const taken = await planFor(noor);
  assert.ok(taken.appointments.every(({ to }) => to === daan));
  await ground.sql`update weekly_rules set valid_until = '2026-11-21' where casemanager_id = ${daan}`;
  const refused = await leave(manager, noor, taken, { does: 'end' });
  assert.ok(!refused.ok && refused.error === 'taken', JSON.stringify(refused));
  const stranger = {
    ...taken,
    appointments: taken.appointments.map((one) => ({ ...one, to: randomUUID() })),
  };
  assert.equal((await leave(manager, noor, stranger, { does: 'end' })).ok, false);
  assert.deepEqual(await whose(), ['Noor', 'Noor']);
  const nobody = staffCtx(ground.ctx, noor, {});
  await assert.rejects(leave(nobody, daan, taken, { does: 'end' }), NotAllowed);
  await assert.rejects(readOpen(nobody, daan), NotAllowed);
});

test('without anybody who can see to it nobody leaves; nor while a jongere sits before them', async () => {
  const { start } = await bookAt('10:00');
  const alone = await leave(manager, noor, await planFor(noor), { does: 'end' });
  assert.deepEqual(alone, { ok: false, error: 'no-room', start });
  await addDaan();
  ground.clock.set('2026-11-23T10:20:00+01:00');
  const under = await leave(manager, noor, await planFor(noor, { each: 'again' }), { does: 'end' });
  assert.ok(!under.ok && under.error === 'under-way');
});

test('any colleague who is free takes what fits into their day, and the rest is chosen again', async () => {
  await bookAt('10:00');
  await bookAt('11:00');
  await addDaan();
  await ground.sql`update staff set daily_maximum = 1 where id = ${daan}`;
  const plan = await planFor(noor, { each: 'anyone' });
  assert.deepEqual(await leave(manager, noor, plan, { does: 'end' }), { ok: true });
  assert.deepEqual(await whose(), ['Daan', 'Daan chooses']);
});

test('of bookings at the moment that somebody leaves, none is left with them', async () => {
  await bookAt('09:00');
  await addDaan();
  const plan = await planFor(noor);
  const times = ['10:00', '10:30', '11:00', '11:30', '12:00', '13:00'];
  const [left, ...booked] = await Promise.all([
    leave(manager, noor, plan, { does: 'end' }),
    ...times.map((time) => book(ground.ctx, request(time))),
  ]);
  assert.ok(booked.every(({ ok }) => ok));
  if (!left.ok) {
    assert.equal(left.error, 'changed');
    assert.deepEqual(await leave(manager, noor, await planFor(noor), { does: 'end' }), { ok: true });
  }
  await assertNobodyIsForgotten();
  await assertNoDoubleBooking(ground.sql);
});

test('whatever is booked, passed on, taken back, ended and restored: nobody counts on somebody who is not there', async () => {
  const act = fc.record({
    does: fc.constantFrom('book', 'leave', 'again', 'anyone', 'restore', 'hand-over', 'undo'),
    who: fc.nat(2),
    slot: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
      await startAnew();
      await addDaan();
      const people = [noor, daan, await makeCasemanager(ground.db, hours, { firstName: 'Bo' })];
      ground.ctx.bus.say({ roster: true });
      let last = 0;
      for (const { does, who, slot } of acts) {
        const id = people[who] ?? '';
        const asStaff = staffCtx(ground.ctx, id, {});
        if (does === 'book') await book(ground.ctx, request(`${9 + slot}:00`.padStart(5, '0')));
        else if (does === 'restore') await restorePerson(manager, id);
        else if (does === 'undo') await undo(asStaff, last);
        else if (does === 'hand-over') {
          const [row] = await ground.sql<{ id: string; version: number }[]>`
            select id, sequence as version from appointments where casemanager_id = ${id} and status = 'booked' limit 1`;
          const to = people[(who + 1) % 3] ?? '';
          const done = row && (await handOver(asStaff, row.id, { to, version: row.version }));
          if (done?.ok && done.undo !== null) last = done.undo;
        } else if (await readOpen(manager, id)) {
          const plan = await planFor(id, does === 'again' || does === 'anyone' ? { each: does } : {});
          await leave(manager, id, plan, { does: 'end' });
        }
        await assertNobodyIsForgotten();
      }
      await assertNoDoubleBooking(ground.sql);
    }),
    { numRuns: 15 },
  );
});
