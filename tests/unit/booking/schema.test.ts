import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slotsQuery } from '#server/api/slotsQuery.ts';
import { bookForSchema, bookSchema, holdSchema, moveSchema } from '#server/booking/schema.ts';
import { bookOfferedSchema } from '#server/chat/schema.ts';

const time = {
  topic: 'school',
  start: '2026-11-30T09:00:00+01:00',
  location: 'centrum',
  modality: 'op-locatie',
};
const person = { name: 'Sam', ageGroup: '18-22', contact: { email: 'sam@example.org' } };

test('the schemas of a request are compiled once, not for each request', (t) => {
  const read = () => {
    holdSchema.parse(time);
    moveSchema.parse(time);
    bookSchema.parse({ ...time, ...person });
    bookForSchema.parse({ ...time, ...person });
    bookOfferedSchema.safeParse({ ...time, ...person });
    slotsQuery.parse({ topic: 'school', from: '2026-11-30', to: '2026-12-01' });
  };
  read();
  // zod writes a parser as code when a schema is first used: the most expensive part of a booking, were it done again.
  const compile = t.mock.method(globalThis, 'Function');
  read();
  assert.equal(compile.mock.callCount(), 0);
});
