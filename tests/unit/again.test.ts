import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import postgres from 'postgres';
import { again, mostTries } from '#db/again.ts';

const refused = (code: string) => Object.assign(Object.create(postgres.PostgresError.prototype), { code });

const codes = fc.constantFrom('40001', '40P01', '23505', '57014');

test('what may pass is tried again, six times at most and within a second; anything else at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(codes, { maxLength: 2 * mostTries }), async (failures) => {
      let tries = 0;
      let waited = 0;
      const outcome = await again(
        async () => {
          const code = failures[tries];
          tries += 1;
          if (code !== undefined) throw refused(code);
          return 'done';
        },
        async (ms) => {
          waited += ms;
        },
      ).catch((error: unknown) => error);

      const lasting = failures.findIndex((code) => !code.startsWith('40'));
      const first = lasting === -1 ? failures.length : lasting;
      assert.equal(tries, Math.min(first + 1, mostTries));
      const isDone = lasting === -1 && failures.length < mostTries;
      assert.deepEqual(outcome, isDone ? 'done' : refused(failures[tries - 1] ?? ''));
      assert.ok(waited >= 0 && waited < 1000, `waited ${waited} ms`);
    }),
  );
});
