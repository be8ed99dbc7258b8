import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlanStep, SchoolInStep } from '#server/yearPlan/readPlan.ts';
import type { Stand } from '#server/yearPlan/stand.ts';
import { mostSchools, schoolsShown, stepsOfSchool } from '../../../src/yearPlan/ofSchool.ts';

// The plan of a region with many schools, and of one of them.

const stands: Stand[] = ['done', 'late', 'now', 'later'];
const schools = fc
  .uniqueArray(
    fc.record({ school: fc.integer({ min: 0, max: 99 }).map(String), stand: fc.constantFrom(...stands) }),
    {
      maxLength: 80,
      selector: ({ school }) => school,
    },
  )
  .map((all) =>
    all.map(({ school, stand }): SchoolInStep => {
      return {
        step: 's',
        doer: 'schools',
        from: '2026-09-01',
        until: '2026-09-30',
        school,
        name: `School ${school}`,
        doneAt: stand === 'done' ? 1 : null,
        doneBy: stand === 'done' ? 'said' : null,
        saidBy: null,
        stand,
      };
    }),
  );

test('of many schools those that are late are shown first, the others are counted, and none is lost', () => {
  fc.assert(
    fc.property(schools, (all) => {
      const { shown, more } = schoolsShown({ schools: all }, false);
      assert.equal(shown.length + more, all.length);
      assert.ok(shown.length <= mostSchools + 1);
      const late = all.filter(({ stand }) => stand === 'late').length;
      assert.equal(shown.filter(({ stand }) => stand === 'late').length, Math.min(late, shown.length));
      const whole = schoolsShown({ schools: all }, true);
      assert.deepEqual(new Set(whole.shown), new Set(all));
      assert.equal(whole.more, 0);
    }),
  );
});

test('of one school the steps stand as it does, and those that it does not do are left out', () => {
  fc.assert(
    fc.property(fc.array(schools, { maxLength: 6 }), (each) => {
      const steps = each.map((all, at): PlanStep => {
        return {
          id: String(at),
          title: 'Stap',
          note: null,
          doer: 'schools',
          team: null,
          teamName: null,
          from: '2026-09-01',
          until: '2026-09-30',
          melding: null,
          list: null,
          version: 1,
          doneAt: null,
          doneBy: null,
          stand: 'later',
          schools: all,
        };
      });
      const own = stepsOfSchool(steps, '7');
      assert.deepEqual(
        own.map(({ id, stand }) => [id, stand]),
        each.flatMap((all, at) =>
          all.filter(({ school }) => school === '7').map(({ stand }) => [String(at), stand]),
        ),
      );
      assert.ok(own.every((step) => step.schools.length === 1));
    }),
  );
});
