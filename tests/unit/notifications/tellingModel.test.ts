import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AppointmentNoticeKind } from '#server/kernel/outbox.ts';
import { reminders, type Standing, type Told, tellingTo, toldSchema } from '#server/notifications/telling.ts';

// Whatever happens to an afspraak, and however long the mail server is away meanwhile: what goes out is true when it goes.

const hour = 3_600_000;
const begin = Date.parse('2026-11-20T10:00:00+01:00');

const step = fc.oneof(
  fc.record({ do: fc.constant('move' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  fc.record({
    do: fc.constantFrom('cancel', 'restore', 'hand-over', 'renew', 'choose', 'wipe', 'up', 'down', 'remind'),
  }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 60 }) }),
);

/** An afspraak with its outbox, as slow and plain as it can be. */
function run(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
  let now = begin;
  let up = true;
  const known: { told: Told | null } = { told: null };
  let queue: { kind: AppointmentNoticeKind; version: number }[] = [];
  const standing: Standing = {
    status: 'booked',
    start: begin + 72 * hour,
    end: begin + 72 * hour + 30 * 60_000,
    location: 'centrum',
    modality: 'op-locatie',
    casemanager: 'noor',
    generation: 0,
    sequence: 0,
    chooseAgainAt: null,
    didNotCome: false,
    isWiped: false,
  };
  const reminded: string[] = [];
  const flush = () => {
    if (!up) return;
    for (const one of queue) {
      const telling = tellingTo(one, known.told, standing, now);
      if ('drop' in telling) continue;
      check(telling.say, one.version);
      known.told = toldSchema.parse(standing);
    }
    queue = [];
  };
  const check = (say: AppointmentNoticeKind, version: number) => {
    assert.equal(standing.isWiped, false, 'nothing is said of what was wiped');
    if (say === 'reminder-day' || say === 'reminder-hours') {
      assert.equal(standing.status, 'booked', 'no reminder of what is cancelled');
      assert.equal(standing.chooseAgainAt, null, 'no reminder of what waits for another time');
      assert.equal(version, standing.start, 'no reminder of a time that is not any more');
      assert.ok(now < standing.start, 'no reminder of what is over');
      assert.ok(!reminded.includes(`${say} ${version}`), 'no reminder twice');
      reminded.push(`${say} ${version}`);
      return;
    }
    assert.ok(now < standing.end, 'nothing is said of what is over');
    if (say === 'cancelled') assert.equal(standing.status, 'cancelled');
    else assert.equal(standing.status, 'booked', `${say} of what is cancelled`);
    if (say === 'moved') assert.notEqual(known.told?.start, standing.start, 'moved, from there to there');
    if (say === 'choose-again') assert.notEqual(standing.chooseAgainAt, null);
  };
  const change = (kind: AppointmentNoticeKind) => {
    standing.sequence += 1;
    queue.push({ kind, version: standing.sequence });
  };
  queue.push({ kind: 'confirmed', version: 0 });
  for (const one of steps) {
    const stands = standing.status === 'booked' && !standing.isWiped && now < standing.start;
    if (one.do === 'wait') now += one.hours * hour;
    else if (one.do === 'up') up = true;
    else if (one.do === 'down') up = false;
    else if (one.do === 'restore' && standing.status === 'cancelled' && !standing.isWiped) {
      standing.status = 'booked';
      change('confirmed');
    } else if (one.do === 'wipe') standing.isWiped = true;
    else if (one.do === 'remind') {
      for (const kind of ['reminder-day', 'reminder-hours'] as const) {
        const due = standing.start - reminders[kind].before;
        const isMade = queue.some((made) => made.kind === kind && made.version === standing.start);
        const was = reminded.includes(`${kind} ${standing.start}`);
        if (stands && !isMade && !was && due <= now) queue.push({ kind, version: standing.start });
      }
    } else if (stands && one.do === 'move') {
      standing.start = now + one.hours * hour;
      standing.end = standing.start + 30 * 60_000;
      standing.chooseAgainAt = null;
      change('moved');
    } else if (stands && one.do === 'cancel') {
      standing.status = 'cancelled';
      change('cancelled');
    } else if (stands && one.do === 'hand-over') {
      standing.casemanager = standing.casemanager === 'noor' ? 'bas' : 'noor';
      change('handed-over');
    } else if (stands && one.do === 'renew') {
      standing.generation += 1;
      change('link-renewed');
    } else if (stands && one.do === 'choose') {
      standing.chooseAgainAt = now;
      queue.push({ kind: 'choose-again', version: now });
    }
    flush();
  }
  up = true;
  flush();
  return { told: known.told, standing, now };
}

test('whatever happens, nothing untrue is told, no reminder twice, and in the end the jongere knows how it stands', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const { told, standing, now } = run(steps);
      if (standing.isWiped || standing.end <= now) return;
      // Of what was cancelled, called back and cancelled again the last time that was told is enough.
      if (standing.status === 'cancelled') assert.equal(told?.status, 'cancelled');
      else assert.deepEqual(told, toldSchema.parse({ ...standing, sequence: told?.sequence }));
    }),
    { numRuns: 3000 },
  );
});
