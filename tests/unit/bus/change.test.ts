import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { type Change, changeSchema, isNothing, split, together } from '#server/kernel/change.ts';
import { anyChange, namedIn } from '../../support/changes.ts';

const namedInAll = (changes: readonly Change[]) => new Set(changes.flatMap((change) => [...namedIn(change)]));

test('changes said together tell what each of them said, once, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(anyChange()), (changes) => {
      const all = together(changes);
      assert.deepEqual(namedIn(all), namedInAll(changes));
      for (const ids of Object.values(all)) {
        if (Array.isArray(ids)) assert.equal(new Set(ids).size, ids.length);
      }
      assert.equal(isNothing(all), namedInAll(changes).size === 0);
      assert.deepEqual(changeSchema.parse(JSON.parse(JSON.stringify(all))), all);
    }),
  );
});

test('a change in parts loses nothing, adds nothing, and each part fits', () => {
  fc.assert(
    fc.property(anyChange({ mostIds: 300 }), fc.integer({ min: 800, max: 8000 }), (change, mostBytes) => {
      const parts = split(change, mostBytes);
      assert.deepEqual(namedIn(together(parts)), namedIn(change));
      for (const part of parts) assert.ok(Buffer.byteLength(JSON.stringify(part)) <= mostBytes);
      const told = parts.flatMap((part) => [...namedIn(part)]);
      assert.equal(told.length, new Set(told).size, 'nothing is told twice');
      if (parts.length > 1)
        assert.ok(
          parts.every((part) => !isNothing(part)),
          'no part is empty',
        );
    }),
  );
});
