import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import { type Counted, countStep, readCounted } from '../../../src/check/counted.ts';
import { type Step, stepAfter } from '../../../src/check/step.ts';

const after = (values: Record<string, string>) => stepAfter(values, '2026-11-21', leeftijdsgrenzen);
const first = after({});
const second = after({ geboortedatum: '15-1-2007', question: 'geboortedatum' });
const wrong = after({ geboortedatum: '15-1-2007', question: 'woontInRegio' });
const elsewhere = after({ geboortedatum: '15-1-2007', diploma: 'havo', woontInRegio: 'nee' });
const withoutDiploma = after({ geboortedatum: '15-1-2007', diploma: 'geen', woontInRegio: 'nee' });

/** What a round of these steps adds to each word of the figures. */
function added(steps: readonly Step[]): Record<string, number> {
  const sum: Record<string, number> = {};
  let counted: Counted = '';
  for (const step of steps) {
    const { move, ...next } = countStep(readCounted(counted), step);
    counted = next.counted;
    if (move?.from) sum[move.from] = (sum[move.from] ?? 0) - 1;
    if (move) sum[move.to] = (sum[move.to] ?? 0) + 1;
  }
  return sum;
}

test('a round of the check counts that it began and its first outcome; a wrong answer or a look at the page is nothing', () => {
  assert.deepEqual(
    [first, second, wrong].map((step) => step.kind === 'question' && step.error),
    [null, null, 'required'],
  );
  assert.deepEqual(added([first, first]), {});
  assert.deepEqual(added([first, wrong, second, second]), { stopped: 1 });
  assert.deepEqual(added([first, second, elsewhere, second, withoutDiploma]), { stopped: 0, ja: 1 });
  // Whose first answer decides began and finished at once.
  assert.deepEqual(added([withoutDiploma, elsewhere]), { nee: 1 });
  assert.equal(readCounted({ counted: 'done' }), '');
});

test('whatever way somebody goes through the check, it adds one person at most, at one place', () => {
  const step = fc.constantFrom(first, second, wrong, elsewhere, withoutDiploma);
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const there = Object.entries(added(steps)).filter(([, count]) => count !== 0);
      const begins = steps.some((one) => one === second || one.kind === 'result');
      assert.deepEqual(
        there.map(([, count]) => count),
        begins ? [1] : [],
      );
    }),
  );
});
