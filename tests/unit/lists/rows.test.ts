import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dateOfSerial } from '#server/lists/rows.ts';
import { csvText } from '#ui/csv.ts';
import { rowsOfFile } from '../../support/listGround.ts';

// A row of a list becomes somebody and what is reported of them, or says all that is wrong in it.

const heads =
  'leerlingnummer voornaam tussenvoegsel achternaam geboortedatum school soort begin eind reden telefoon email'.split(
    ' ',
  );
const sound = [
  '0071',
  'Anna',
  'de',
  'Vries',
  '1-2-2007',
  'Het College',
  'V3',
  '2-11-2026',
  '',
  'ziek',
  '',
  '',
];
const filling = Array.from({ length: 6 }, (_, index) =>
  sound.with(0, `9${index}`).with(1, ['Bo', 'Cas', 'Dex', 'Eva', 'Fem', 'Gijs'][index] ?? ''),
);
const withCell = (head: string, cell: string) => sound.with(heads.indexOf(head), cell);

async function read(cells: readonly string[]) {
  // Beside sound rows, so that one wrong cell is no wrong column.
  const [row] = await rowsOfFile(csvText([heads, cells, ...filling], ';'));
  return row ?? assert.fail();
}
const entryOf = async (cells: readonly string[]) => {
  const row = await read(cells);
  assert.ok(row.ok, JSON.stringify(row));
  return row.entry;
};
const faultsOf = async (cells: readonly string[]) => {
  const row = await read(cells);
  return row.ok ? [] : row.faults.map(({ field, fault }) => `${field}: ${fault}`);
};

describe('a row is read', () => {
  test('with dates however they are typed, or as a spreadsheet counts them', async () => {
    for (const typed of [
      '2007-02-01',
      '1-2-2007',
      '1-2-07',
      '01/02/2007',
      '1 feb 2007',
      '1 februari 2007',
      '39114',
    ])
      assert.equal((await entryOf(withCell('geboortedatum', typed))).birthDate, '2007-02-01', typed);
    assert.equal(dateOfSerial(39114, 1900), '2007-02-01');
    assert.equal(dateOfSerial(37652, 1904), '2007-02-01');
  });

  test('with its number to the letter, and phone and mail as they are kept elsewhere', async () => {
    const cells = sound.with(10, '612345678').with(11, ' Anna@Example.NL ');
    const entry = await entryOf(cells);
    assert.equal(entry.pupilNumber, '0071');
    assert.deepEqual([entry.phone, entry.email, entry.kind], ['+31612345678', 'anna@example.nl', 'v3']);
  });

  test('with a first name of one letter, and a dash for nothing', async () => {
    const entry = await entryOf(sound.with(1, 'A.').with(2, '-').with(9, '-'));
    assert.deepEqual([entry.firstName, entry.infix, entry.reason], ['A.', '', null]);
  });

  test('with a formula as text, and back out of a file of ours', async () => {
    const reason = '=HYPERLINK("http://x")';
    for (const phone of ['+31612345678', '06 12345678']) {
      const entry = await entryOf(sound.with(9, reason).with(10, phone));
      assert.deepEqual([entry.reason, entry.phone], [reason, '+31612345678']);
    }
  });

  test('with a name in one cell', async () => {
    const lines = [
      'naam;geboortedatum',
      '"Vries, A. de";1-2-2007',
      'Anna de Vries;1-2-2007',
      'Robin;1-2-2007',
    ];
    const rows = await rowsOfFile(lines.join('\n'));
    const names = rows.map((row) =>
      row.ok ? [row.entry.firstName, row.entry.infix, row.entry.lastName] : row.faults[0],
    );
    assert.deepEqual(names, [
      ['A.', 'de', 'Vries'],
      ['Anna', 'de', 'Vries'],
      { field: 'fullName', fault: 'name-one-word', value: 'Robin', rows: [] },
    ]);
  });
});

describe('a row says what is wrong in it:', () => {
  const cases: readonly [head: string, cell: string, fault: string][] = [
    ['geboortedatum', '31-2-2007', 'birthDate: birth-not-a-date'],
    ['geboortedatum', '1-2-2030', 'birthDate: birth-future'],
    ['geboortedatum', '1-2-1986', 'birthDate: birth-too-old'],
    ['geboortedatum', '1-2-2019', 'birthDate: birth-too-young'],
    ['voornaam', '', 'firstName: first-name-missing'],
    ['voornaam', '=1+1', 'firstName: not-a-name'],
    ['voornaam', 'Anna 2', 'firstName: not-a-name'],
    ['achternaam', '', 'lastName: last-name-missing'],
    ['achternaam', 'V.', 'lastName: last-name-letter'],
    ['achternaam', 'v'.repeat(81), 'lastName: too-long'],
    ['leerlingnummer', '1,23457E+11', 'pupilNumber: cell-rounded'],
    ['leerlingnummer', '12;34', 'pupilNumber: number-not-a-number'],
    ['school', 'Lyceum De Proef', 'school: school-other'],
    ['school', 'Nergens', 'school: school-unknown'],
    ['soort', 'spijbelen', 'kind: kind-unknown'],
    ['begin', 'gisteren', 'beganOn: date-not-a-date'],
    ['begin', '1-1-2029', 'beganOn: date-ahead'],
    ['eind', '1-11-2026', 'endedOn: end-before-begin'],
    ['telefoon', '06-1234', 'phone: phone-invalid'],
    ['telefoon', '0900-1234', 'phone: phone-not-personal'],
    ['email', 'anna@', 'email: email-invalid'],
  ];
  for (const [head, cell, fault] of cases)
    test(`${head} "${cell.slice(0, 20)}"`, async () =>
      assert.deepEqual(await faultsOf(withCell(head, cell)), [fault]));

  test('all of it at once, with what stands there', async () => {
    const row = await read(sound.with(1, '').with(4, 'morgen').with(11, 'x'));
    assert.deepEqual(row, {
      ok: false,
      row: 2,
      name: 'de Vries',
      faults: [
        { field: 'firstName', fault: 'first-name-missing', value: '', rows: [] },
        { field: 'birthDate', fault: 'birth-not-a-date', value: 'morgen', rows: [] },
        { field: 'email', fault: 'email-invalid', value: 'x', rows: [] },
      ],
    });
  });

  test('nobody, without number and date of birth', async () => {
    assert.deepEqual(await faultsOf(sound.with(0, '').with(4, '')), ['birthDate: birth-missing']);
  });

  test('that its cells stand elsewhere', async () => {
    assert.deepEqual(await faultsOf(sound.toSpliced(1, 1)), ['null: shifted']);
    assert.deepEqual(await faultsOf([...sound, 'te veel']), ['null: too-many-cells']);
  });
});

test('no row makes it throw, and none that is read has a fault', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(...sound, '=1', '1-2-07', 'A.', "'t Hof", '0'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 12, maxLength: 12 }), async (cells) => {
      const row = await read(cells);
      assert.ok(row.ok || row.faults.length > 0);
      if (row.ok) assert.ok(row.entry.lastName.length > 1 && row.entry.firstName.length > 0);
    }),
    { numRuns: 60 },
  );
});
