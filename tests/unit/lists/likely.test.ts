import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldedName } from '#server/jongeren/insert.ts';
import type { KnownJongere } from '#server/lists/plan.ts';
import { judgeRows, likelyOf, readEntries, readFile } from '#server/lists/work/steps.ts';

// Of all who were born on a day that a list says, or have a surname of it, only who may be meant is looked at further: each row is judged as with all of them.

const today = '2026-11-20';
const school = { id: '7f0a7d3e-52a4-4c9c-8a11-6f2f5f3f8f10', isSchool: true };
const heads = 'leerlingnummer;voornaam;tussenvoegsel;achternaam;geboortedatum;begin;telefoon';
const firstName = fc.constantFrom('Sam', 'S.', 'Sem', 'Sam Lars', 'Noor', 'Fenna');
const infix = fc.constantFrom('', 'van', 'van de');
const lastName = fc.constantFrom(
  'Bakker',
  'Baker',
  'Bakker-Visser',
  'Bakkervisser',
  'Visser',
  'El Idrissi',
  'Berg',
);
const number = fc.constantFrom('', '1001', '01001', '1002', '1003');

const cells = fc.tuple(
  number,
  firstName,
  infix,
  lastName,
  fc.constantFrom('', '4-3-2007', '3-4-2007', '9-9-2006'),
  fc.constant('2-11-2026'),
  fc.constantFrom('', '06-12345678'),
);
const known = fc
  .record({
    firstName,
    infix,
    lastName: fc.oneof(lastName, fc.constantFrom('van de Berg', 'Vandeberg', 'Jansen')),
    birthDate: fc.constantFrom('2007-03-04', '2007-04-03', '2006-09-09', '2001-01-01'),
    number,
  })
  .map(({ number: pupilNumber, ...named }): Omit<KnownJongere, 'id'> & { birthDate: string } => ({
    ...named,
    enrolments: pupilNumber === '' ? [] : [{ school: school.id, pupilNumber }],
    residence: null,
    phone: null,
    email: null,
    meldingen: [],
  }));

test('each row is judged with those who are likely as with all who have a date of birth or a surname of theirs', async () => {
  const read = await readFile({
    sent: { text: `${heads}\n1;Sam;;Bakker;4-3-2007;2-11-2026;` },
    today,
    mapping: null,
  });
  assert.ok(read.ok && read.layout.settled);
  const { layout } = read;
  let spared = 0;
  fc.assert(
    fc.property(
      fc.array(cells, { minLength: 1, maxLength: 6 }),
      fc.array(known, { maxLength: 10 }),
      (list, people) => {
        const rows = list.map((one, at) => ({ number: at + 2, cells: [...one] }));
        const entries = readEntries({ layout, rows, kind: 'no-show', today, sender: school, schools: [] });
        const { birthDates, names, lastNames, numbers } = entries.wanted;
        // What the database finds by itself.
        const isNamed = (one: KnownJongere) =>
          names.includes(foldedName(one)) ||
          numbers.some((wanted) => one.enrolments.some(({ pupilNumber }) => pupilNumber === wanted.number));
        const found = people
          .map((one, at) => ({ ...one, id: `known${at}` }))
          .filter(
            (one) =>
              isNamed(one) ||
              birthDates.includes(one.birthDate) ||
              lastNames.some((last) => foldedName(one).endsWith(last)),
          );
        const likely = likelyOf(
          entries,
          found.map((one) => ({ ...one, isPart: false })),
        );
        const kept = found.filter((one) => isNamed(one) || likely.includes(one.id));
        spared += found.length - kept.length;
        const judged = (some: KnownJongere[]) =>
          judgeRows(entries, { kind: 'no-show', asOf: today, today, known: some, before: [], decisions: [] });
        assert.deepEqual(judged(kept), judged(found));
      },
    ),
    { numRuns: 150 },
  );
  assert.ok(spared > 0);
});
