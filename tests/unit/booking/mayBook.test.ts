import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bookers, modalities } from '#db/schema/words.ts';
import { type BookedAs, mayBook, mayMeet } from '#server/booking/mayBook.ts';

/** Who comes together with who refers them was invited. */
const isSo = (as: BookedAs) => (as === 'together' ? 'invited' : as);

const anyBooker = fc.constantFrom(...bookers);
const anybody: fc.Arbitrary<BookedAs> = fc.constantFrom(
  'anybody',
  'invited',
  'together',
  'own-casemanager',
  'staff',
);

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
        assert.equal(mayBook({ bookableBy }, as), isSo(as) === bookableBy || as === 'staff');
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

test('a home visit is for who somebody of staff knows or sat beside, every other way for whoever comes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...modalities), anybody, (modality, as) => {
      const isKnown = as !== 'anybody' && as !== 'invited';
      assert.equal(mayMeet(modality, as), modality !== 'huisbezoek' || isKnown);
    }),
  );
});
