import * as fc from 'fast-check';
import type { Change } from '#server/kernel/change.ts';

/** Ids as the database makes them, of few at once so that they repeat, and the longest and strangest that may be. */
const anyId = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .integer({ min: 0, max: 400 })
      .map((n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
  },
  fc.string({ minLength: 1, maxLength: 100, unit: 'binary' }).filter(({ length }) => length <= 100),
);

export const anyChange = ({ mostIds = 8 } = {}): fc.Arbitrary<Change> => {
  const ids = fc.uniqueArray(anyId, { maxLength: mostIds });
  return fc.record(
    {
      roster: fc.boolean(),
      agenda: ids,
      messages: ids,
      conversations: ids,
      here: ids,
      jongereTypes: ids,
      casemanagerTypes: ids,
      notes: ids,
      queue: fc.boolean(),
      sessions: ids,
    },
    { requiredKeys: [] },
  );
};

/** What a change names, as words: `roster`, `agenda someone`. */
export const namedIn = (change: Change): Set<string> =>
  new Set(
    Object.entries(change).flatMap(([topic, told]) =>
      Array.isArray(told) ? told.map((id) => `${topic} ${id}`) : told ? [topic] : [],
    ),
  );
