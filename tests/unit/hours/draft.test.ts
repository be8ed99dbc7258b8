import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { modalities, weekParities } from '#db/schema/words.ts';
import { mostParts } from '#server/availability/checkWeek.ts';
import {
  applyAction,
  type Draft,
  type DraftPart,
  dayEdges,
  kindsOf,
  weekHours,
} from '../../../src/hours/draft.ts';
import { copyField, partField, readAction, readDraft, writeDraft } from '../../../src/hours/fields.ts';

const defaults = { location: 'centrum', modalities: ['telefoon' as const] };
const part = (values: Partial<DraftPart> = {}): DraftPart => ({
  key: 0,
  weekday: 1,
  weeks: 'alle',
  from: '09:00',
  until: '12:00',
  location: 'centrum',
  modalities: ['op-locatie'],
  ...values,
});
const someTime = fc.constantFrom('', '09:00', '12:15', '24:00', 'negen');
const someParts = fc.uniqueArray(
  fc.record(
    {
      key: fc.integer({ min: 0, max: 80 }),
      weekday: fc.integer({ min: 1, max: 7 }),
      weeks: fc.constantFrom(...weekParities),
      from: someTime,
      until: someTime,
      location: fc.constantFrom('', 'centrum', 'zuid'),
      modalities: fc.subarray([...modalities]),
    },
    { noNullPrototype: true },
  ),
  { selector: ({ key }) => key, maxLength: 12 },
);
const someDraft: fc.Arbitrary<Draft> = fc.record(
  {
    from: fc.constantFrom('', '2026-12-01', 'morgen'),
    until: fc.constantFrom('', '2026-12-31'),
    parts: someParts,
    topic: fc.constantFrom('geld', ''),
    week: fc.constantFrom('2026-11-23', ''),
    version: fc.constantFrom(-1, 1, 12),
  },
  { noNullPrototype: true },
);

test('a draft comes back from the form as it went in', () => {
  fc.assert(
    fc.property(someDraft, (draft) => {
      assert.deepEqual(readDraft(writeDraft(draft)), draft);
    }),
  );
});

test('what no form of ours sends is a draft all the same, without more parts than can be told too many', () => {
  const many = Array.from({ length: 500 }, (_, key) => [partField(key, 'weekday'), '99'] as const);
  const { parts } = readDraft(many);
  assert.ok(parts.length > mostParts && parts.length < 100);
  assert.ok(parts.every(({ weekday }) => weekday === 7));
  const written = readDraft([
    [partField(3, 'weekday'), 'maandag'],
    [partField(3, 'weeks'), 'soms'],
    [partField(3, 'from'), ' 9.30 '],
    [partField(3, 'until'), '12:00:00'],
    [partField(3, 'modalities'), 'duif'],
  ]);
  assert.deepEqual(written.parts, [
    part({ key: 3, from: '09:30', until: '12:00', location: '', modalities: [] }),
  ]);
});

test('buttons say what they do, and nonsense does nothing', () => {
  assert.deepEqual(readAction('add-3', []), { kind: 'add', weekday: 3 });
  assert.deepEqual(readAction('remove-12', []), { kind: 'remove', key: 12 });
  assert.deepEqual(readAction('copy-2', [[copyField(2), '4']]), { kind: 'copy', weekday: 2, to: 4 });
  assert.deepEqual(readAction('copy-2', []), { kind: 'copy', weekday: 2, to: 'workdays' });
  assert.deepEqual(readAction('same-even', []), { kind: 'same', weeks: 'even' });
  for (const nonsense of ['', 'save', 'look', 'add-8', 'add-0', 'remove-', 'same-alle', 'remove-x'])
    assert.equal(readAction(nonsense, []), null);
});

test('a new part follows the last of its day and learns from it', () => {
  const [, first] = applyAction([part({ weekday: 2 })], { kind: 'add', weekday: 1 }, defaults);
  assert.deepEqual(first, part({ key: 1, from: '09:00', until: '12:00' }));
  const [, next] = applyAction([part({ location: 'zuid' })], { kind: 'add', weekday: 1 }, defaults);
  assert.deepEqual(next, part({ key: 1, from: '12:30', until: '15:30', location: 'zuid' }));
  const [only] = applyAction([], { kind: 'add', weekday: 7 }, defaults);
  assert.deepEqual(only, part({ weekday: 7, ...defaults }));
});

test('a copied day replaces the days it is copied to, and keys stay unique', () => {
  fc.assert(
    fc.property(someParts, fc.integer({ min: 1, max: 7 }), (parts, weekday) => {
      const shape = (day: number, all: DraftPart[]) =>
        all.filter((one) => one.weekday === day).map(({ key: _, weekday: __, ...rest }) => rest);
      const copied = applyAction(parts, { kind: 'copy', weekday, to: 'workdays' }, defaults);
      for (const day of [1, 2, 3, 4, 5, 6, 7]) {
        assert.deepEqual(shape(day, copied), shape(day > 5 ? day : weekday, parts));
      }
      assert.equal(new Set(copied.map(({ key }) => key)).size, copied.length);
    }),
  );
});

test('making all weeks the same keeps those of the chosen kind', () => {
  const parts = [
    part(),
    part({ key: 1, weekday: 2, weeks: 'even' }),
    part({ key: 2, weekday: 3, weeks: 'oneven' }),
  ];
  assert.deepEqual(kindsOf(parts), ['even', 'oneven']);
  assert.equal(weekHours(parts, 'even'), 6);
  const same = applyAction(parts, { kind: 'same', weeks: 'even' }, defaults);
  assert.deepEqual(same, [part(), part({ key: 1, weekday: 2 })]);
  assert.deepEqual(kindsOf(same), ['alle']);
});

test('a weekend without hours takes half the room, and days follow each other to the end', () => {
  assert.deepEqual(
    dayEdges([{ weekday: 5 }]).map((edge) => Math.round(edge * 12)),
    [0, 2, 4, 6, 8, 10, 11, 12],
  );
  const even = dayEdges([{ weekday: 7 }]);
  assert.deepEqual(
    even.map((edge) => Math.round(edge * 7)),
    [0, 1, 2, 3, 4, 5, 6, 7],
  );
});
