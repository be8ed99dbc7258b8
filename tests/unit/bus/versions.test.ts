import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Change } from '#server/kernel/change.ts';
import { createVersions } from '#server/kernel/versions.ts';

const anyone = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const anyStep: fc.Arbitrary<Change | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant({ roster: true }) },
  { weight: 2, arbitrary: fc.constant({ queue: true }) },
  { weight: 9, arbitrary: fc.array(anyone, { maxLength: 3 }).map((agenda) => ({ agenda })) },
);

/** Whether the agendas of these, or all, changed in these steps: by the plain words of the contract. */
const didChange = (steps: readonly (Change | null)[], asked: true | readonly string[]) =>
  steps.some((step) => {
    if (step === null || step.roster) return true;
    return (step.agenda ?? []).some((id) => asked === true || asked.includes(id));
  });

test('what changed since a mark is known exactly, as long as all that changed is remembered', () => {
  fc.assert(
    fc.property(fc.array(anyStep), fc.array(anyStep), fc.array(anyone), (before, after, asked) => {
      const versions = createVersions();
      for (const step of before) versions.grow(step);
      const mark = versions.mark();
      for (const step of after) versions.grow(step);
      assert.equal(
        versions.changedSince(mark, { agenda: asked }),
        didChange(after, asked) && (asked.length > 0 || after.some((step) => step === null || step.roster)),
      );
      assert.equal(versions.changedSince(mark, { agenda: true }), didChange(after, true));
      assert.equal(
        versions.changedSince(mark, { roster: true }),
        after.some((step) => step === null || step.roster),
      );
      assert.equal(
        versions.changedSince(mark, { queue: true }),
        after.some((step) => step === null || step.queue),
      );
    }),
  );
});

test('what was computed from nothing that changes never grows old', () => {
  const versions = createVersions();
  const mark = versions.mark();
  versions.grow(null);
  assert.equal(versions.changedSince(mark, {}), false);
});

test('with room for two only, a change is never missed', () => {
  fc.assert(
    fc.property(fc.array(anyStep), fc.array(anyStep), fc.array(anyone), (before, after, asked) => {
      const versions = createVersions({ mostNamed: 2 });
      for (const step of before) versions.grow(step);
      const mark = versions.mark();
      assert.equal(versions.changedSince(mark, { agenda: asked, roster: true, queue: true }), false);
      for (const step of after) versions.grow(step);
      if (didChange(after, asked)) assert.ok(versions.changedSince(mark, { agenda: asked }));
    }),
  );
});

test('an id that was forgotten is not taken for changed after what changed last', () => {
  const versions = createVersions({ mostNamed: 2 });
  for (const id of ['a', 'b', 'c']) versions.grow({ agenda: [id] });
  const mark = versions.mark();
  versions.grow({ agenda: ['c'] });
  assert.equal(versions.changedSince(mark, { agenda: ['a', 'b'] }), false);
});
