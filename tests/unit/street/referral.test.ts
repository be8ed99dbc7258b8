import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { furthest, readKept, withScreen } from '../../../src/street/keptReferral.ts';
import { referWays } from '../../../src/street/paths.ts';
import { askedIn, errorsIn, moveFrom, stepsOf } from '../../../src/street/steps.ts';
import { filterOf, toDoOf } from '../../../src/street/toDo.ts';

// Pure rules of the pages of who brings jongeren.

const ways = fc.constantFrom(...referWays);
const anyErrors = fc.array(
  fc.record({ field: fc.constantFrom(...stepsOf('samen').flatMap(askedIn)), message: fc.constant('x') }),
);

test('nobody gets past a screen with something wrong, and all is said once none is', () => {
  fc.assert(
    fc.property(ways, anyErrors, fc.nat(4), (way, errors, index) => {
      const steps = stepsOf(way);
      const at = steps[index % steps.length] ?? 'who';
      const move = moveFrom({ step: at }, { way, errors, pressed: 'next' });
      const upTo = steps.slice(0, steps.indexOf(at) + 1);
      const first = upTo.find((step) => errorsIn(errors, step).length > 0);
      if (first) assert.ok(typeof move === 'object' && 'wrong' in move && move.wrong === first);
      else assert.deepEqual(move, at === steps.at(-1) ? 'done' : { to: steps[steps.indexOf(at) + 1] });
    }),
  );
});

test('resume never leads past what is wrong, nor further than somebody was', () => {
  fc.assert(
    fc.property(ways, anyErrors, fc.nat(4), (way, errors, index) => {
      const steps = stepsOf(way);
      const reached = steps[index % steps.length] ?? 'who';
      const move = moveFrom({ step: 'who', reached }, { way, errors, pressed: 'resume' });
      assert.ok(typeof move === 'object' && 'to' in move);
      const before = steps.slice(0, steps.indexOf(move.to));
      assert.ok(steps.indexOf(move.to) <= steps.indexOf(reached));
      assert.ok(before.every((step) => errorsIn(errors, step).length === 0));
    }),
  );
});

test('what a browser kept is read again, and anything else is as if nothing was kept', () => {
  const texts = fc.dictionary(fc.string(), fc.string());
  fc.assert(
    fc.property(texts, texts, fc.string(), (before, values, reached) => {
      const kept = withScreen({ values: before, reached: 'who', at: 1, sent: {} }, values, {
        reached,
        at: 2,
      });
      const read = readKept(JSON.stringify(kept));
      assert.deepEqual({ ...read?.values }, { ...kept.values });
      assert.equal(read?.reached, reached);
    }),
  );
  for (const text of [null, '', '{', '[]', 'null', '{"values":1,"reached":"who"}', '{"values":{}}'])
    assert.equal(readKept(text), null);
  assert.deepEqual(readKept('{"values":{"a":1,"b":"c"},"reached":"who"}'), {
    values: { b: 'c' },
    reached: 'who',
    at: 0,
    sent: null,
  });
  assert.equal(furthest(['who', 'what'], 'what', 'who'), 'what');
  assert.equal(furthest(['who', 'what'], 'who', 'what'), 'what');
  assert.equal(furthest(['who', 'what'], 'who', 'gone'), 'who');
});

test('what needs something first is told, by what became of it', () => {
  const now = 0;
  const hours = 3_600_000;
  const plain = { isAsked: false, canRemind: false, isMine: false };
  const pending = (until: number) => ({ status: 'invitation-pending', until }) as const;
  assert.equal(toDoOf({ ...plain, status: pending(72 * hours) }, now), 'ending');
  assert.equal(toDoOf({ ...plain, status: pending(72 * hours + 1) }, now), null);
  assert.equal(toDoOf({ ...plain, canRemind: true, status: pending(200 * hours) }, now), 'remind');
  assert.equal(toDoOf({ ...plain, status: { status: 'niet-verschenen' } }, now), 'no-show');
  assert.equal(toDoOf({ ...plain, isAsked: true, status: { status: 'geweest' } }, now), 'asked');
  assert.equal(toDoOf({ ...plain, status: { status: 'handed-over' } }, now), 'take');
  for (const status of ['taken', 'contact-failed'] as const) {
    assert.equal(toDoOf({ ...plain, isMine: true, status: { status } }, now), 'contact');
    assert.equal(filterOf({ ...plain, status: { status } }, now), 'waiting', 'a colleague does it');
  }
  assert.equal(filterOf({ ...plain, status: { status: 'sent' } }, now), 'waiting');
  assert.equal(filterOf({ ...plain, status: { status: 'appointment', start: 1 } }, now), 'appointment');
  assert.equal(filterOf({ ...plain, status: { status: 'withdrawn' } }, now), 'over');
  assert.equal(filterOf({ ...plain, status: { status: 'excused' } }, now), 'to-do');
});
