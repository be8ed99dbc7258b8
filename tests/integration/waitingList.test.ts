import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { renewLink } from '#server/agenda/renewLink.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { move } from '#server/booking/move.ts';
import { findHeld } from '#server/held/findHeld.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { accept } from '#server/waitingList/accept.ts';
import { changeWishes } from '#server/waitingList/changeWishes.ts';
import { countUnreached } from '#server/waitingList/countUnreached.ts';
import { findPlace, findPlaceOf } from '#server/waitingList/findPlace.ts';
import { forgetWaiting } from '#server/waitingList/forgetWaiting.ts';
import { join } from '#server/waitingList/join.ts';
import { joinWithAppointment } from '#server/waitingList/joinWithAppointment.ts';
import { decline, leave } from '#server/waitingList/leave.ts';
import { readTightSpots } from '#server/waitingList/readTightSpots.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { assertNoDoubleBooking, isFree, request } from '../support/raceGround.ts';
import {
  anything,
  asking,
  assertFairOffers,
  at,
  type WaitingGround,
  waitingGround,
} from '../support/waitingGround.ts';

let ground: WaitingGround;
before(async () => {
  ground = await waitingGround();
});
after(() => ground.close());
beforeEach(() => ground.begin());

const minute = 60_000;
const hour = 60 * minute;
const stamp = (start: number) => isoInAmsterdam(start).slice(5, 16);

test('a time that is cancelled is held for who waits longest of those it fits, and for nobody else', async () => {
  const { ctx } = ground;
  await ground.work('10:00', '10:30');
  const made = await ground.booked('10:00');
  const wrongDay = await ground.wait({ weekdays: [2] });
  const first = await ground.wait();
  const second = await ground.wait();
  await ground.run();
  for (const token of [wrongDay, first, second]) assert.equal((await ground.place(token)).offer, null);

  assert.ok((await cancel(ctx, made.token)).ok);
  await ground.run();
  await ground.run();
  const offer = await ground.offer(first);
  assert.deepEqual(
    [stamp(offer.start), offer.location.id, offer.modality],
    ['11-23T10:00', 'centrum', 'op-locatie'],
  );
  assert.equal(offer.expiresAt, ctx.clock.now() + 30 * minute);
  for (const token of [wrongDay, second]) assert.equal((await ground.place(token)).offer, null);
  assert.ok(!(await isFree(ground, '10:00')), 'it is shown to nobody');
  const other = await book(ctx, request('10:00'));
  assert.ok(!other.ok && other.error === 'taken');

  const taken = await accept(ctx, first, offer.id);
  assert.ok(taken.ok && !taken.moved);
  const { appointment } = taken;
  assert.deepEqual(
    [stamp(appointment.start), appointment.status, appointment.ageGroup],
    ['11-23T10:00', 'booked', '18-22'],
  );
  const found = await findAppointment(ctx, appointment.token);
  assert.ok(
    found.ok && found.appointment.name === appointment.name && found.appointment.name?.startsWith('Wacht'),
  );
  await assertNoDoubleBooking(ground.sql);
  await assertFairOffers(ground);
});

test('nothing of who waited stays once they have an afspraak, and the link leads on for an hour', async () => {
  const { ctx, sql, clock } = ground;
  await ground.work('10:00', '10:30');
  const token = await ground.wait();
  await ground.run();
  const offer = await ground.offer(token);
  assert.ok((await accept(ctx, token, offer.id)).ok);
  const [row] = await sql`select name, email, phone, age_group, end_reason from waiting_list`;
  assert.deepEqual(
    { ...row },
    { name: null, email: null, phone: null, age_group: null, end_reason: 'accepted' },
  );
  assert.ok((await ground.place(token)).appointment);
  clock.advance(hour);
  assert.equal((await ground.place(token)).appointment, null);
  const what = (await sql`select what from history where waiting_id is not null order by id`).map(
    (line) => line.what,
  );
  assert.deepEqual(what, ['joined', 'offered', 'accepted']);
});

test('who has an afspraak moves it to the time that is offered; the old time goes to the next who waits', async () => {
  const { ctx } = ground;
  await ground.work('09:00', '09:30');
  const early = await ground.booked('09:00');
  await ground.work('15:00', '15:30');
  const late = await ground.booked('15:00');
  const token = await ground.waitWith(late);
  const next = await ground.wait();
  await ground.run();
  assert.equal((await ground.place(token)).offer, null, 'nothing is earlier');

  await cancel(ctx, early.token);
  await ground.run();
  const offer = await ground.offer(token);
  assert.equal((await ground.place(next)).offer, null);
  const taken = await accept(ctx, token, offer.id);
  assert.ok(taken.ok && taken.moved);
  const found = await findAppointment(ctx, late.token);
  assert.ok(found.ok);
  assert.deepEqual([found.appointment.id, stamp(found.appointment.start)], [late.id, '11-23T09:00']);
  assert.equal(taken.appointment.start, found.appointment.start);

  await ground.run();
  assert.equal(stamp((await ground.offer(next)).start), '11-23T15:00');
  await assertNoDoubleBooking(ground.sql);
  await assertFairOffers(ground);
});

test('nothing that is later than, or overlaps, what somebody has is offered to them', async () => {
  await ground.work('10:00', '11:00');
  const theirs = await ground.booked('10:15');
  const token = await ground.waitWith(theirs);
  // Free at the same time, and from a quarter of an hour before: not before it has begun.
  await ground.work('10:00', '12:00');
  await ground.run();
  assert.equal((await ground.place(token)).offer, null);
  await ground.work('09:45', '10:15');
  await ground.run();
  assert.equal(stamp((await ground.offer(token)).start), '11-23T09:45');
});

test('who has another afspraak then is not offered that time, nor who has as many as one may have', async () => {
  await ground.work('10:00', '10:30');
  await ground.work('10:00', '10:30');
  await ground.work('13:00', '14:30');
  await ground.booked('10:00', 'bezet@example.com');
  const busy = await ground.wait({ contact: { email: 'bezet@example.com' }, dayParts: ['ochtend'] });
  for (const time of ['13:00', '13:30', '14:00']) await ground.booked(time, 'vol@example.com');
  const full = await ground.wait({ contact: { email: 'vol@example.com' } });
  await ground.run();
  for (const token of [busy, full]) assert.equal((await ground.place(token)).offer, null);
});

test('a time that is not answered goes to the next one, and nobody hears twice on one day or of one time', async () => {
  const { clock } = ground;
  await ground.work('10:00', '10:30');
  const tokens = [await ground.wait(), await ground.wait()];
  const whoHas = async () =>
    Promise.all(tokens.map(async (token) => (await ground.place(token)).offer !== null));
  await ground.run();
  assert.deepEqual(await whoHas(), [true, false]);
  clock.advance(30 * minute - 1);
  await ground.run();
  assert.deepEqual(await whoHas(), [true, false]);
  clock.advance(1);
  assert.deepEqual(await whoHas(), [false, false], 'over by the clock, before the job comes');
  await ground.run();
  assert.deepEqual(await whoHas(), [false, true]);
  clock.advance(30 * minute);
  await ground.run();
  assert.deepEqual(await whoHas(), [false, false]);
  assert.ok(await isFree(ground, '10:00'), 'then it is everybody’s');
  clock.advance(24 * hour);
  await ground.run();
  assert.deepEqual(await whoHas(), [false, false], 'they had their chance of this time');
  await assertFairOffers(ground);
});

test('after three offers somebody waits no more', async () => {
  const { clock } = ground;
  await ground.work('10:00', '11:30', '2026-12-01');
  const token = await ground.wait();
  const times: string[] = [];
  for (let day = 0; day < 4; day += 1) {
    await ground.run();
    const { offer } = await ground.place(token);
    if (offer) times.push(stamp(offer.start));
    clock.advance(24 * hour);
  }
  assert.deepEqual(times, ['12-01T10:00', '12-01T10:15', '12-01T10:30']);
  const place = await ground.place(token);
  assert.deepEqual([place.ended?.why, place.person, place.offers], ['enough', null, 3]);
});

test('an offer by night is held until nine in the morning', async () => {
  await ground.work('14:00', '14:30');
  await ground.begin('2026-11-22T22:00:00+01:00');
  await ground.work('14:00', '14:30');
  const token = await ground.wait();
  await ground.run();
  assert.equal(stamp((await ground.offer(token)).expiresAt), '11-23T09:00');
});

test('who leaves or refuses frees the time at once; who leaves is forgotten', async () => {
  const { ctx, sql } = ground;
  await ground.work('10:00', '10:30');
  const first = await ground.wait();
  const second = await ground.wait();
  await ground.run();
  assert.ok((await leave(ctx, first)).ok);
  assert.ok((await leave(ctx, first)).ok, 'leaving again changes nothing');
  assert.ok(await isFree(ground, '10:00'));
  await ground.run();
  const offer = await ground.offer(second);
  assert.ok((await decline(ctx, second, offer.id)).ok);
  assert.ok(await isFree(ground, '10:00'));
  const late = await accept(ctx, second, offer.id);
  assert.ok(!late.ok && late.error === 'offer-over');
  const place = await ground.place(second);
  assert.deepEqual([place.ended, place.missed?.as], [null, 'declined']);
  const [row] = await sql`select name, email from waiting_list where end_reason = 'left'`;
  assert.deepEqual({ ...row }, { name: null, email: null });
  await assertFairOffers(ground);
});

test('when the afspraak is cancelled during an offer, the time is free again and nobody waits with it', async () => {
  const { ctx } = ground;
  await ground.work('15:00', '15:30');
  const theirs = await ground.booked('15:00');
  await ground.work('09:00', '09:30');
  const token = await ground.waitWith(theirs);
  await ground.run();
  const offer = await ground.offer(token);
  await cancel(ctx, theirs.token);
  const gone = await accept(ctx, token, offer.id);
  assert.ok(!gone.ok && gone.error === 'offer-gone');
  assert.ok(await isFree(ground, '09:00'));
  await ground.run();
  const { ended } = await ground.place(token);
  assert.equal(ended?.why, 'appointment-gone');
  await assertFairOffers(ground);
});

test('when the afspraak moves before what is offered, that is taken back and does not count', async () => {
  const { ctx } = ground;
  await ground.work('15:00', '15:30');
  const theirs = await ground.booked('15:00');
  const token = await ground.waitWith(theirs);
  await ground.work('10:00', '10:30');
  await ground.run();
  assert.equal(stamp((await ground.offer(token)).start), '11-23T10:00');
  await ground.work('09:30', '10:00');
  const moved = await move(ctx, theirs.token, {
    start: at('09:30'),
    location: 'centrum',
    modality: 'op-locatie',
  });
  assert.ok(moved.ok);
  await ground.run();
  const place = await ground.place(token);
  assert.deepEqual([place.offer, place.offers, place.ended], [null, 0, null]);
  assert.ok(await isFree(ground, '10:00'));
  // Nor does it take the one offer of the day.
  await ground.work('09:00', '09:30');
  await ground.run();
  assert.equal(stamp((await ground.offer(token)).start), '11-23T09:00');
});

test('hours that are withdrawn under an offer are told when it is accepted, and do not count', async () => {
  const { ctx, sql } = ground;
  const noor = await ground.work('10:00', '10:30');
  const token = await ground.wait();
  await ground.run();
  const offer = await ground.offer(token);
  await sql`
    insert into availability_exceptions (casemanager_id, kind, date_from, date_until, reason)
    values (${noor}, 'absence', '2026-11-23', '2026-11-23', 'ziek')`;
  ground.renew();
  const gone = await accept(ctx, token, offer.id);
  assert.ok(!gone.ok && gone.error === 'offer-gone');
  const place = await ground.place(token);
  assert.deepEqual([place.offer, place.offers, place.missed?.as], [null, 0, 'withdrawn']);
  await assertFairOffers(ground);
});

test('the list is over after the last date, and when the afspraak begins', async () => {
  const { clock } = ground;
  await ground.work('15:00', '15:30');
  const theirs = await ground.waitWith(await ground.booked('15:00'));
  const week = await ground.wait({ weeks: 1 });
  clock.set(at('15:00'));
  await ground.run();
  assert.equal((await ground.place(theirs)).ended?.why, 'appointment-gone');
  clock.set('2026-11-27T23:59:00+01:00');
  await ground.run();
  assert.equal((await ground.place(week)).ended, null);
  clock.set('2026-11-28T00:00:00+01:00');
  await ground.run();
  assert.equal((await ground.place(week)).ended?.why, 'until');
});

test('nobody stands in the list twice, and the same form makes one place', async () => {
  const { ctx } = ground;
  const id = randomUUID();
  const input = asking({ contact: { email: 'eens@example.com', phone: '06 12 34 56 01' } });
  const [one, same] = await Promise.all([join(ctx, input, id), join(ctx, input, id)]);
  assert.ok(one.ok && same.ok && one.token === same.token);
  const answers = [
    await join(ctx, asking({ contact: { email: 'eens@example.com' } }), randomUUID()),
    await join(ctx, asking({ contact: { phone: '0612345601' } }), randomUUID()),
  ];
  assert.deepEqual(
    answers.map((answer) => !answer.ok && answer.error),
    ['already-waiting', 'already-waiting'],
  );
  await ground.work('15:00', '15:30');
  const theirs = await ground.booked('15:00', 'eens@example.com');
  const also = await joinWithAppointment(ctx, theirs.token, anything);
  assert.ok(!also.ok && also.error === 'already-waiting');
  assert.ok((await leave(ctx, one.token)).ok);
  const token = await ground.waitWith(theirs);
  assert.equal(await ground.waitWith(theirs), token, 'asking again leads to the same place');
  const found = await findPlaceOf(ctx, theirs.token);
  assert.ok(found.ok && found.place?.token === token && !found.mayJoin);
});

test('what is wrong is told: a topic, a place, a call without a number', async () => {
  const { ctx } = ground;
  const errors = async (values: Partial<ReturnType<typeof asking>>) => {
    const answer = await join(ctx, asking(values), randomUUID());
    return !answer.ok && answer.error === 'invalid' ? answer.errors.map(({ field }) => field) : answer;
  };
  assert.deepEqual(await errors({ topic: 'nergens' }), ['topic']);
  assert.deepEqual(await errors({ locations: ['nergens'] }), ['locations']);
  assert.deepEqual(await errors({ modalities: ['telefoon'] }), ['contact.phone']);
  await ground.sql`insert into settings (values) values ('{"waitingList": {"on": false}}')`;
  ground.renew();
  const off = await join(ctx, asking(), randomUUID());
  assert.ok(!off.ok && off.error === 'no-list');
  await ground.sql`delete from settings`;
  ground.renew();
});

test('who changes what they wish keeps their place, and two who change at once do not undo each other', async () => {
  const { ctx } = ground;
  await ground.work('10:00', '10:30');
  const first = await ground.wait({ dayParts: ['avond'] });
  const second = await ground.wait();
  const change = () => changeWishes(ctx, first, { ...anything, weeks: undefined }, 0);
  const [one, other] = await Promise.all([change(), change()]);
  assert.deepEqual([one.ok, other.ok].sort(), [false, true]);
  await ground.run();
  assert.ok((await ground.place(first)).offer);
  assert.equal((await ground.place(second)).offer, null);
});

test('a renewed private link renews the link of the place in the list too', async () => {
  const { ctx } = ground;
  const noor = await ground.work('15:00', '15:30');
  const theirs = await ground.booked('15:00');
  const token = await ground.waitWith(theirs);
  const renewed = await renewLink(staffCtx(ctx, noor), theirs.id);
  assert.ok(renewed.ok);
  assert.ok(!(await findPlace(ctx, token)).ok);
  const now = await findPlaceOf(ctx, renewed.url.split('/').at(-1) ?? '');
  assert.ok(now.ok && now.place);
  assert.ok((await findPlace(ctx, now.place.token)).ok);
});

test('without anybody in the list it costs one query, and nothing is locked', async () => {
  let queries = 0;
  const sql = new Proxy(ground.ctx.sql, {
    apply: (target, self, args: [TemplateStringsArray]) => {
      queries += 1;
      return Reflect.apply(target, self, args);
    },
  });
  await ground.run({ ...ground.ctx, sql });
  assert.equal(queries, 1);
});

test('what somebody waited for, and how often nothing was free, goes after some months', async () => {
  const { ctx, sql, clock } = ground;
  const token = await ground.wait();
  await leave(ctx, token);
  ctx.nothingFree.found({ topic: 'kort', modality: 'video' });
  await ctx.nothingFree.flush();
  const left = async () => [
    (await sql`select from waiting_list`).length,
    (await sql`select from nothing_free_days`).length,
  ];
  clock.set('2027-02-20T09:59:00+01:00');
  await forgetWaiting(ctx);
  assert.deepEqual(await left(), [1, 1]);
  clock.set('2027-02-21T10:01:00+01:00');
  await forgetWaiting(ctx);
  assert.deepEqual(await left(), [0, 0]);
  assert.ok(!(await findPlace(ctx, token)).ok);
});

test('what is kept of who waits is handed over under their address, with what was offered', async () => {
  const { ctx, db } = ground;
  await ground.work('10:00', '10:30');
  await ground.wait({ contact: { email: 'sam@example.nl' }, name: 'Sam', dayParts: ['ochtend'] });
  await ground.run();
  const id = await makeCasemanager(db, [], { roles: ['beheerder'] });
  const contact = { kind: 'email', value: 'sam@example.nl' } as const;
  const asked = { whose: contact, verified: 'called-back', name: '' } as const;
  const found = await findHeld(staffCtx(ctx, id, { roles: ['beheerder'] }), asked, 'page');
  assert.ok(found.ok);
  const [place] = found.held.places;
  assert.deepEqual([place?.name, place?.wishes.dayParts, place?.offers.length], ['Sam', ['ochtend'], 1]);
  assert.deepEqual(
    place?.history.map(({ what }) => what),
    ['joined', 'offered'],
  );
  assert.doesNotMatch(JSON.stringify(found.held), /token/i);
});

test('a coordinator sees where nothing was free and who waits there, about nobody', async () => {
  const { ctx, db } = ground;
  await ground.work('10:00', '10:30');
  await ground.wait({ modalities: ['op-locatie', 'video'] });
  await ground.wait({ modalities: ['video'] });
  for (let time = 0; time < 3; time += 1)
    ctx.nothingFree.found({ topic: 'kort', modality: 'op-locatie', location: 'centrum' });
  ctx.nothingFree.found({ topic: 'lang', modality: 'telefoon' });
  await ctx.nothingFree.flush();
  ctx.nothingFree.found({ topic: 'lang', modality: 'telefoon' });
  await ctx.nothingFree.flush();
  const id = await makeCasemanager(db, [], { roles: ['coordinator'] });
  const coordinator = staffCtx(ctx, id, { roles: ['coordinator'] });
  const spots = await readTightSpots(coordinator);
  assert.deepEqual(
    spots.map((one) => [
      one.topic.id,
      one.modality,
      one.location?.id ?? null,
      one.times,
      one.waiting,
      one.firstFree && stamp(one.firstFree),
    ]),
    [
      ['kort', 'video', null, 0, 2, null],
      ['kort', 'op-locatie', 'centrum', 3, 1, '11-23T10:00'],
      ['lang', 'telefoon', null, 2, 0, null],
    ],
  );

  assert.equal(await countUnreached(coordinator), 0);
  await ground.sql`
    update outbox set state = 'permanent-failure', reason = 'bounce', settled_at = created_at, next_at = null where waiting_id is not null`;
  assert.equal(await countUnreached(coordinator), 2);
  await ground.sql`
    update waiting_list set ended_at = joined_at, end_reason = 'left', name = null, email = null, phone = null, age_group = null
    where 'op-locatie' = any(modalities)`;
  assert.equal(await countUnreached(coordinator), 1, 'of those who still wait');
});
