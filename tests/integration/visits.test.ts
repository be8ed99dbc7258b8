import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bookFollowUp } from '#server/agenda/bookFollowUp.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { move } from '#server/booking/move.ts';
import type { Appointment } from '#server/booking/types.ts';
import { addDays, isoInAmsterdam } from '#server/kernel/time.ts';
import { at, openDesk } from '../support/deskGround.ts';
import { jongereCtx } from '../support/factories.ts';

const { database, desk, ctx, order } = await openDesk();
const visitAddress = 'Voorbeeldlaan 1, Den Haag';
const ways = ['op-locatie', 'huisbezoek', 'wandelen'] as const;
type Way = (typeof ways)[number];
/** Minutes there and back, as the gemeente of this test says. */
const travel = { 'op-locatie': 0, huisbezoek: 25, wandelen: 10 } as const;

async function meetEverywhere() {
  await database.sql`update weekly_rules set modalities = ${[...ways]}`;
  const { 'op-locatie': _, ...travelMinutes } = travel;
  await database.sql`
    insert into settings (values) values (${JSON.stringify({ travelMinutes })}::text::jsonb) on conflict (id) do update set values = excluded.values`;
  desk.services.bus.say({ roster: true });
}

interface Wish {
  /** Quarters after nine: from before the day until its end. */
  quarter: number;
  way: Way;
}
const minuteMs = 60_000;
const startOf = (date: string, { quarter }: Wish) => Date.parse(at('09:00', date)) + quarter * 15 * minuteMs;

/** Every minute that an afspraak of half an hour takes, one by one. */
const minutesOf = (start: number, way: Way): Set<number> => {
  const taken = new Set<number>();
  for (let minute = -travel[way]; minute < 30 + travel[way]; minute++) taken.add(start + minute * minuteMs);
  return taken;
};
const meets = (one: Set<number>, other: Set<number>) => !one.isDisjointFrom(other);

test('whatever is booked and moved at once around visits and walks, there is time for the way to each and back', async () => {
  await meetEverywhere();
  const wish = fc.record<Wish>({ quarter: fc.integer({ min: 0, max: 30 }), way: fc.constantFrom(...ways) });
  let day = '2026-11-22';
  let keys = 0;
  const standing = async () => {
    const rows = await database.sql<{ who: string; at: number; from: number; until: number; way: Way }[]>`
      select casemanager_id as who, modality as way, extract(epoch from starts_at)::float8 * 1000 as at,
        extract(epoch from lower(during))::float8 * 1000 as from, extract(epoch from upper(during))::float8 * 1000 as until
      from appointments where local_date = ${day}`;
    for (const { at: start, from, until, way } of rows)
      assert.deepEqual(
        [start - from, until - start - 30 * minuteMs],
        [travel[way], travel[way]].map((m) => m * minuteMs),
      );
    const taken = rows.map((row) => ({ ...row, minutes: minutesOf(row.at, row.way) }));
    for (const one of taken)
      for (const other of taken)
        assert.ok(one === other || one.who !== other.who || !meets(one.minutes, other.minutes));
    return taken;
  };
  const property = fc.asyncProperty(
    fc.array(wish, { minLength: 2, maxLength: 7 }),
    fc.array(wish, { minLength: 7, maxLength: 7 }),
    async (wishes, moves) => {
      // A day of its own for each run, on which Noor works.
      day = addDays(day, new Date(day).getUTCDay() === 5 ? 3 : 1);
      const booked = await Promise.all(
        wishes.map((one) => {
          const isVisit = one.way === 'huisbezoek';
          const where = { modality: one.way, location: isVisit ? undefined : desk.location };
          const start = isoInAmsterdam(startOf(day, one));
          keys += 1;
          return bookFor(ctx(), order({ ...where, start, ...(isVisit && { visitAddress }) }), `key ${keys}`, {
            insists: true,
          });
        }),
      );
      const taken = await standing();
      for (const [index, one] of wishes.entries()) {
        const wanted = minutesOf(startOf(day, one), one.way);
        // Who got nothing was in the way of somebody who did.
        if (!booked[index]?.ok) assert.ok(taken.some(({ minutes }) => meets(minutes, wanted)));
      }
      const made: Appointment[] = booked.flatMap((one) => (one.ok ? [one.appointment] : []));
      await Promise.all(
        made.map(async ({ id, token, sequence: version }, index) => {
          const to = moves[index];
          assert.ok(to);
          const start = isoInAmsterdam(startOf(day, to));
          const byDrag = { start, version, insists: 'yes' as const };
          const result =
            index % 2 === 0
              ? await moveForJongere(ctx(), id, byDrag)
              : await move(jongereCtx(desk.services), token, { start });
          assert.ok(result.ok || result.error === 'taken', JSON.stringify(result));
        }),
      );
      assert.equal((await standing()).length, made.length);
    },
  );
  await fc.assert(property, { numRuns: 15, seed: 14, endOnFailure: true });
});

test('a follow-up of a home visit is one too, at the same address; in another way nobody keeps the address', async () => {
  await meetEverywhere();
  const visit = order({ modality: 'huisbezoek', location: undefined, visitAddress });
  const made = await bookFor(ctx(), visit, 'visit');
  assert.ok(made.ok);
  const later = { start: at('11:00', '2026-11-24'), modality: 'huisbezoek', key: 'later' } as const;
  const here = {
    start: at('11:00', '2026-11-25'),
    modality: 'wandelen',
    location: desk.location,
    key: 'here',
  } as const;
  for (const [input, address] of [
    [later, visitAddress],
    [here, null],
  ] as const) {
    const follow = await bookFollowUp(ctx(), made.appointment.id, input);
    assert.ok(follow.ok);
    const read = await readAppointment(ctx(), follow.id);
    assert.equal(read.ok && read.appointment.visitAddress, address);
  }
  const here2 = await bookFor(ctx(), order({ start: at('15:00') }), 'here too');
  assert.ok(here2.ok);
  const nowhere = await bookFollowUp(ctx(), here2.appointment.id, { ...later, key: 'nowhere' });
  assert.ok(!nowhere.ok, 'nobody is visited without an address');
});
