import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { modalities } from '#db/schema/words.ts';
import type { Modality } from '#server/slots/schema.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type { CasemanagerAvailability, Slot } from '#server/slots/types.ts';
import { whyNot } from '#server/slots/why.ts';
import { oracleSlots } from '../../support/slotOracle.ts';
import {
  anchors,
  busyNear,
  locations,
  type Scenario,
  scenarios,
  weeklyRule,
} from '../../support/slotScenarios.ts';

const minute = 60_000;
const slotsOf = ({ query, casemanagers, closures }: Scenario) => computeSlots(query, casemanagers, closures);

/** Each offer of one casemanager as a string of its own, to compare sets of them. */
const offers = (slots: readonly Slot[]) =>
  new Set(slots.flatMap((slot) => slot.casemanagers.map((id) => offer(id, slot))));
const offer = (
  id: string,
  { start, location, modality }: { start: number; location: string; modality: Modality },
) => [id, start, location, modality].join(' ');

/** The scenario with something changed about its first casemanager. */
const withFirst = (
  scenario: Scenario,
  change: (casemanager: CasemanagerAvailability) => Partial<CasemanagerAvailability>,
): Scenario => ({
  ...scenario,
  casemanagers: scenario.casemanagers.map((one, i) => (i === 0 ? { ...one, ...change(one) } : one)),
});

test('the engine answers what the oracle answers', () => {
  let seen = 0;
  fc.assert(
    fc.property(scenarios, ({ query, casemanagers, closures }) => {
      const expected = oracleSlots(query, casemanagers, closures);
      seen += expected.length;
      assert.deepEqual(computeSlots(query, casemanagers, closures), expected);
    }),
    { numRuns: 200 },
  );
  assert.ok(seen > 1000, `scenarios in which nothing is free prove little: ${seen} slots seen`);
});

test('whyNot has no reason exactly where the engine offers the casemanager', () => {
  let offered = 0;
  fc.assert(
    fc.property(scenarios, fc.constantFrom(15, 30, 55), ({ query, casemanagers, closures }, step) => {
      const { from, to, window, topic } = query;
      const offeredNow = offers(computeSlots({ window, topic, from, to }, casemanagers, closures));
      offered += offeredNow.size;
      const first = Temporal.PlainDate.from(from).toZonedDateTime('Europe/Amsterdam').epochMilliseconds;
      const end = Temporal.PlainDate.from(to)
        .add({ days: 1 })
        .toZonedDateTime('Europe/Amsterdam').epochMilliseconds;
      for (let start = first; start < end; start += step * minute) {
        for (const location of [...locations, 'elsewhere']) {
          for (const modality of modalities) {
            for (const casemanager of casemanagers) {
              const wish = { start, location, modality };
              const reason = whyNot(query, casemanager, closures, wish);
              assert.equal(
                reason === null,
                offeredNow.has(offer(casemanager.id, wish)),
                `${reason} ${JSON.stringify(wish)}`,
              );
            }
          }
        }
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(offered > 500, `only ${offered} offers seen`);
});

test('the order of what the engine is given does not matter', () => {
  const shuffled = <Item>(items: readonly Item[]) =>
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  const pairs = scenarios.chain((scenario) =>
    fc
      .tuple(
        shuffled(scenario.closures),
        fc.tuple(
          ...scenario.casemanagers.map((one) =>
            fc.record({
              rules: shuffled(one.rules),
              exceptions: shuffled(one.exceptions),
              busy: shuffled(one.busy),
              booked: shuffled(one.booked),
            }),
          ),
        ),
      )
      .map(([closures, orders]) => ({
        scenario,
        reordered: {
          ...scenario,
          closures,
          casemanagers: scenario.casemanagers.map((one, i) => ({ ...one, ...orders[i] })),
        },
      })),
  );
  fc.assert(
    fc.property(pairs, ({ scenario, reordered }) => {
      assert.deepEqual(slotsOf(reordered), slotsOf(scenario));
      const reversed = { ...scenario, casemanagers: scenario.casemanagers.toReversed() };
      assert.deepEqual(offers(slotsOf(reversed)), offers(slotsOf(scenario)));
    }),
  );
});

test('more busy time never adds a slot', () => {
  const busier = fc.tuple(scenarios, anchors.chain(busyNear));
  fc.assert(
    fc.property(busier, ([scenario, busy]) => {
      const more = withFirst(scenario, (one) => ({ busy: [...one.busy, busy] }));
      assert.ok(offers(slotsOf(more)).isSubsetOf(offers(slotsOf(scenario))));
    }),
  );
});

test('more working hours never take a slot away', () => {
  const wider = fc.tuple(scenarios, anchors.chain(weeklyRule));
  fc.assert(
    fc.property(wider, ([scenario, rule]) => {
      const more = withFirst(scenario, (one) => ({ rules: [...one.rules, rule] }));
      assert.ok(offers(slotsOf(scenario)).isSubsetOf(offers(slotsOf(more))));
    }),
  );
});

test('no slot with its buffers or the travel overlaps busy time of who is offered', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { topic, window } = scenario.query;
      for (const slot of slotsOf(scenario)) {
        const travel = window.travelMinutes[slot.modality] ?? 0;
        for (const { id, busy } of scenario.casemanagers) {
          if (!slot.casemanagers.includes(id)) continue;
          for (const { start, end } of busy) {
            if (start === end) continue;
            const apart =
              end <= slot.start - Math.max(topic.bufferBeforeMinutes, travel) * minute ||
              start >= slot.end + Math.max(topic.bufferAfterMinutes, travel) * minute;
            assert.ok(apart, `${id} is busy from ${start} to ${end}`);
          }
        }
      }
    }),
  );
});
