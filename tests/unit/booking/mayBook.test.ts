import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bookers } from '#db/schema/words.ts';
import { type BookedAs, mayBook } from '#server/booking/mayBook.ts';

const anyBooker = fc.constantFrom(...bookers);
const anybody: fc.Arbitrary<BookedAs> = fc.constantFrom('anybody', 'invited', 'own-casemanager', 'staff');

test('staff may book any topic, and a topic for everybody is for whoever comes', () => {
  fc.assert(
    fc.property(anyBooker, anybody, (bookableBy, as) => {
      assert.equal(mayBook({ bookableBy }, 'staff'), true);
      assert.equal(mayBook({ bookableBy: 'everybody' }, as), true);
    }),
  );
});

test('a topic that is not for everybody is for who comes so, for staff, and for nobody else', () => {
  fc.assert(
    fc.property(anyBooker, anybody, (bookableBy, as) => {
      if (bookableBy !== 'everybody')
        assert.equal(mayBook({ bookableBy }, as), as === bookableBy || as === 'staff');
    }),
  );
});

test('who comes by nothing can do no more than anybody who comes by something', () => {
  fc.assert(
    fc.property(anyBooker, anybody, (bookableBy, as) => {
      assert.ok(!mayBook({ bookableBy }, 'anybody') || mayBook({ bookableBy }, as));
    }),
  );
});
