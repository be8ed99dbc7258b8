import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { needsOf } from '#server/booking/needs.ts';
import type { TakeStep } from '#ui/step.ts';
import { cancelStep } from '../../src/booking/cancelStep.ts';
import { moveStep } from '../../src/booking/moveStep.ts';
import { needsStep } from '../../src/booking/needsStep.ts';
import { wipeStep } from '../../src/booking/wipeStep.ts';
import { type Question, stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// The steps behind the pages of a private link, called as their pages call them.

let ground: RaceGround;
before(async () => {
  ground = await raceGround(2);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments');
  ground.ctx.bus.say({ roster: true });
});

async function booked(time = '10:00', email?: string) {
  const result = await book(ground.ctx, request(time, 'kort', email));
  assert.ok(result.ok);
  return result.appointment;
}

const { take, shown, refused } = stepTaker(() => ground);
/** A question by the private link of an afspraak. */
const by = (token: string, form?: Record<string, string> | null, query = ''): Question => ({
  path: `/page/${token}${query}`,
  params: { token },
  form,
});

test('an unknown link leads nowhere', async () => {
  for (const step of [moveStep, cancelStep, wipeStep, needsStep])
    assert.deepEqual(await take<unknown>(step, by('x'.repeat(32))), { kind: 'nothing', status: 404 });
});

test('a move that goes through leads to the afspraak; a broken form, no time and a taken one are told apart', async () => {
  const { token } = await booked();
  for (const _ of ground.staff) await booked('11:00');
  const fresh = await shown(moveStep, by(token));
  assert.ok(fresh.page.view === 'times');
  assert.deepEqual([fresh.status, fresh.page.wrong, fresh.page.manner.modality], [200, false, 'op-locatie']);
  const broken = await shown(moveStep, by(token, null));
  assert.deepEqual([broken.status, broken.page.view], [400, 'broken']);
  const empty = await refused(moveStep, by(token, {}));
  assert.ok(empty.page.view === 'times');
  assert.deepEqual([empty.status, empty.page.errors.summary.length], [422, 1]);
  const taken = await refused(moveStep, by(token, { start: at('11:00') }));
  assert.ok(taken.page.view === 'times');
  assert.deepEqual([taken.status, taken.page.taken?.kind], [409, 'taken']);
  const to = `/mijn-afspraak/${token}?done=moved`;
  assert.deepEqual(await take(moveStep, by(token, { start: at('14:00') })), { kind: 'redirect', to });
});

test('a move is about the afspraak of the page, and of another time that the jongere has already', async () => {
  const { token } = await booked('10:00', 'sam@example.com');
  const stale = await refused(moveStep, by(token, { start: at('14:00') }, '?version=7'));
  assert.ok(stale.page.view === 'times');
  assert.deepEqual([stale.status, stale.page.changed], [409, true]);
  assert.match(stale.page.here({ modality: 'telefoon' }), /\?modality=telefoon&version=0$/);
  await booked('14:00', 'sam@example.com');
  const twice = await refused(moveStep, by(token, { start: at('14:00') }));
  assert.ok(twice.page.view === 'times');
  assert.deepEqual([twice.status, twice.page.sameTime], [409, true]);
});

test('what is chosen in the fold of a move is told in the address, as far as it can be had', async () => {
  const { token } = await booked();
  const to = `/mijn-afspraak/${token}/verzetten?modality=op-locatie&location=centrum`;
  assert.deepEqual(await take(moveStep, by(token, undefined, '?manner=op-locatie/centrum')), {
    kind: 'redirect',
    to,
  });
  // Nobody can be called without a number.
  const { page } = await shown(moveStep, by(token, undefined, '?modality=telefoon'));
  assert.ok(page.view === 'times');
  assert.deepEqual(
    [page.manner.modality, page.manners.map(({ modality }) => modality)],
    ['op-locatie', ['op-locatie']],
  );
});

test('cancelling leads to the afspraak; what is too long, and what changed meanwhile, comes again', async () => {
  const { token } = await booked();
  const broken = await shown(cancelStep, by(token, null));
  assert.deepEqual([broken.status, broken.page.view], [400, 'broken']);
  const reason = 'a'.repeat(501);
  const long = await refused(cancelStep, by(token, { version: '0', reason }));
  assert.ok(long.page.view === 'form');
  assert.deepEqual([long.status, long.page.reason, long.page.errors.summary.length], [422, reason, 1]);
  const stale = await refused(cancelStep, by(token, { version: '7', reason: 'ziek' }));
  assert.ok(stale.page.view === 'form');
  assert.deepEqual([stale.status, stale.page.changed, stale.page.reason], [409, true, 'ziek']);
  const to = `/mijn-afspraak/${token}?done=cancelled`;
  assert.deepEqual(await take(cancelStep, by(token, { version: '0' })), { kind: 'redirect', to });
});

test('once it begins neither moving nor cancelling is offered, and what was sent is refused', async () => {
  const { token } = await booked();
  ground.clock.set(at('10:00'));
  for (const step of [moveStep, cancelStep] as TakeStep<{ view: string }>[]) {
    const late = await shown(step, by(token));
    assert.deepEqual([late.status, late.page.view], [200, 'late']);
    const sent = await refused(step, by(token, { start: at('14:00'), version: '0' }));
    assert.deepEqual([sent.status, sent.page.view], [409, 'late']);
    assert.equal((await shown(step, by(token, null))).status, 400);
  }
});

test('a jongere says anew what they need, until it begins; half an answer comes again', async () => {
  const { id, token, start } = await booked();
  const kept = async () => {
    const found = await findAppointment(ground.ctx, token);
    assert.ok(found.ok);
    return needsOf(found.appointment);
  };
  const half = await refused(needsStep, by(token, { needsInterpreter: 'yes', stepFree: 'yes' }));
  assert.ok(half.page.view === 'form');
  assert.deepEqual([half.status, Object.keys(half.page.errors.of)], [422, ['interpreter']]);
  assert.equal(half.page.fields?.stepFree, 'yes');
  const form = { needsInterpreter: 'yes', interpreter: 'Tigrinya', companion: 'somebody' };
  const to = `/mijn-afspraak/${token}?done=needs-changed`;
  assert.deepEqual(await take(needsStep, by(token, form)), { kind: 'redirect', to });
  const needs = { companion: 'somebody', interpreter: 'Tigrinya', stepFree: false };
  assert.deepEqual(await kept(), needs);
  await take(needsStep, by(token, form));
  const told = await ground.sql`select from history where appointment_id = ${id} and what = 'needs-changed'`;
  assert.equal(told.length, 1);
  ground.clock.set(new Date(start).toISOString());
  const late = { kind: 'redirect', to: `/mijn-afspraak/${token}` };
  assert.deepEqual(await take(needsStep, by(token, {})), late);
  assert.deepEqual(await kept(), needs);
});

test('who gets a home visit says anew where they live, and nobody else is asked', async () => {
  const { id, token } = await booked();
  const other = await shown(needsStep, by(token));
  assert.ok(other.page.view === 'form' && other.page.visitAddress === null);
  const kept = async () => {
    const [row] = await ground.sql`select visit_address from appointments where id = ${id}`;
    return row?.visit_address;
  };
  await take(needsStep, by(token, { visitAddress: 'Laan 1, Den Haag' }));
  assert.equal(await kept(), null);
  await ground.sql`update appointments set modality = 'huisbezoek', visit_address = 'Laan 1, Den Haag' where id = ${id}`;
  for (const visitAddress of ['', 'Laan']) {
    const wrong = await refused(needsStep, by(token, { visitAddress }));
    assert.ok(wrong.page.view === 'form');
    assert.deepEqual(Object.keys(wrong.page.errors.of), ['visitAddress']);
  }
  await take(needsStep, by(token, { visitAddress: 'Kade 2, Den Haag' }));
  assert.equal(await kept(), 'Kade 2, Den Haag');
});

test('wiping waits until it is over or cancelled', async () => {
  const { token } = await booked();
  assert.deepEqual((await shown(wipeStep, by(token))).page, { tooEarly: true });
  const here = `/mijn-afspraak/${token}/wissen`;
  assert.deepEqual(await take(wipeStep, by(token, {})), { kind: 'redirect', to: here });
  ground.clock.set(at('10:30'));
  assert.deepEqual((await shown(wipeStep, by(token))).page, { tooEarly: false });
  assert.deepEqual(await take(wipeStep, by(token, {})), {
    kind: 'redirect',
    to: '/mijn-afspraak/gewist',
  });
  assert.deepEqual(await take(wipeStep, by(token)), { kind: 'nothing', status: 404 });
});
