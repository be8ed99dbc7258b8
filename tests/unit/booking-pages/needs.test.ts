import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { companions } from '#db/schema/words.ts';
import { needsIn } from '#server/booking/needs.ts';
import { needsSchema } from '#server/booking/schema.ts';
import { keptNeeds, sentNeeds, typedNeeds } from '../../../src/booking/needs.ts';

const anyNeeds = fc.record(
  {
    companion: fc.option(fc.constantFrom(...companions)),
    interpreter: fc.option(fc.constantFrom('Tigrinya', 'Arabisch', 'Nederlandse Gebarentaal')),
    stepFree: fc.boolean(),
  },
  { noNullPrototype: true },
);

test('what somebody needs stays the same by a form that shows it and is sent unchanged', () => {
  fc.assert(
    fc.property(anyNeeds, (needs) => {
      const shown = keptNeeds(needs);
      assert.deepEqual(typedNeeds(shown), shown);
      assert.deepEqual(needsIn(needsSchema.parse(sentNeeds(shown))), needs);
    }),
  );
});

test('a language counts only with its box, and a box only with its language', () => {
  assert.deepEqual(sentNeeds({ interpreter: 'Dari' }).interpreter, undefined);
  const empty = needsSchema.safeParse(sentNeeds({ needsInterpreter: 'yes', interpreter: ' ' }));
  assert.deepEqual(
    empty.error?.issues.map(({ path, message }) => [path[0], message]),
    [['interpreter', 'interpreter-required']],
  );
});
