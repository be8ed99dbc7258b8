import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { recogniseColumns, stops } from '#server/lists/columns.ts';
import { listFields } from '#server/lists/fields.ts';
import { readTextTable } from '#server/lists/sheet/readTable.ts';
import type { ColumnPlan, Mapping } from '#server/lists/types.ts';

// Which column of a list says what; and what stands beside its column, or beside its row, is noticed.

const today = '2026-11-20';
const template =
  'leerlingnummer;voornaam;tussenvoegsel;achternaam;geboortedatum;school;leerweg;soort;begin;eind;reden;actie_school;vervolg_status;telefoon;email;melder';
const people = [
  'Anna;de;Vries',
  'Bilal;;Yilmaz',
  'Chris;van der;Berg',
  'Daan;;Jansen',
  'Emma;;Smit',
  'Fatima;el;Amrani',
];
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const [first = '', infix = '', last = ''] = (people[index % people.length] ?? '').split(';');
    const mail = `${first}.${last}`.toLowerCase();
    return `${1000 + index * 7};${first};${infix};${last};${1 + (index % 28)}-3-2008;Het College;vmbo-tl;V3;1-11-2026;;ziek gemeld;gebeld;aangemeld;06-1234567${index % 10};${mail}@example.nl;M. Proef`.split(
      ';',
    );
  });

function recognise(lines: readonly (readonly string[])[], mapping: Mapping | null = null): ColumnPlan {
  const read = readTextTable(lines.map((cells) => cells.join(';')).join('\n'));
  assert.ok(read.ok);
  return recogniseColumns(read.table, { today, mapping });
}
const heads = template.split(';');
const fieldsOf = ({ columns }: ColumnPlan) => columns.map(({ field }) => field);
const problemsOf = ({ problems }: ColumnPlan) => problems.map(({ problem }) => problem);
/** A column of all lines changed. */
const changed = (lines: readonly string[][], at: number, to: (cell: string, row: number) => string) =>
  lines.map((cells, row) => cells.map((cell, index) => (index === at ? to(cell, row) : cell)));

describe('columns are known', () => {
  test('by the names of our template, below a title too', () => {
    const plan = recognise([heads, ...rowsOf(6)]);
    const expected =
      'pupilNumber firstName infix lastName birthDate school programme kind beganOn endedOn reason schoolDid nextStatus phone email contactName';
    assert.deepEqual(fieldsOf(plan), expected.split(' '));
    assert.deepEqual(plan.problems, []);
    const titled = recognise([['Verzuim van maart'], [], heads, ...rowsOf(6)]);
    assert.deepEqual([fieldsOf(titled), titled.headAt], [fieldsOf(plan), 1]);
  });

  test('by other names in Dutch and English, in any order, whatever their capitals and signs', () => {
    const cases = {
      'Studentnr.;NAAM;Gebdatum;Woonplaats': ['pupilNumber', 'fullName', 'birthDate', 'residence'],
      'Surname;First name;Date of birth;Mobile;E-Mail': [
        'lastName',
        'firstName',
        'birthDate',
        'phone',
        'email',
      ],
    };
    for (const [head, fields] of Object.entries(cases))
      assert.deepEqual(fieldsOf(recognise([head.split(';')])), fields);
  });

  test('by what is in them where they have no name, and then a person looks', () => {
    const plan = recognise(rowsOf(8));
    assert.equal(plan.headAt, null);
    assert.deepEqual(
      [fieldsOf(plan)[4], fieldsOf(plan)[13], fieldsOf(plan)[14]],
      ['birthDate', 'phone', 'email'],
    );
    assert.ok(problemsOf(plan).includes('no-heads'));
    assert.ok(plan.problems.some(stops));
  });

  test('by what a sender had before; of what fits no more that is said', () => {
    const columns = [
      { head: 'Kenmerk', index: 0, field: 'pupilNumber' },
      { head: 'Wie', index: 1, field: 'fullName' },
      { head: 'Geboren', index: 2, field: 'birthDate' },
      { head: 'Telefoon', index: 3, field: null },
    ] as const;
    const kept: Mapping = { by: 'kept', heads: true, columns };
    const rows = rowsOf(4).map(([number = '', first = '', , last = '', born = '']) => [
      number,
      `${last}, ${first}`,
      born,
      '',
    ]);
    const plan = recognise([['kenmerk', 'WIE', 'geboren', 'telefoon'], ...rows], kept);
    assert.deepEqual(fieldsOf(plan), ['pupilNumber', 'fullName', 'birthDate', null]);
    assert.deepEqual(plan.problems, []);
    const other = recognise([['nummer', 'Wie', 'Geboren', 'telefoon'], ...rows], kept);
    assert.deepEqual(other.problems, [{ problem: 'kept-gone', head: 'Kenmerk', field: 'pupilNumber' }]);
  });

  test('by a choice, also of a file without heads', () => {
    const fields = ['pupilNumber', 'firstName', 'infix', 'lastName', 'birthDate'] as const;
    const columns = fields.map((field, index) => ({ head: '', index, field }));
    const plan = recognise(
      rowsOf(6).map((cells) => cells.slice(0, 5)),
      { by: 'chosen', heads: false, columns },
    );
    assert.deepEqual(fieldsOf(plan), fields);
    assert.deepEqual(plan.problems, []);
  });

  test('one by one, without two that say the same, and with what is needed', () => {
    const twice = recognise([['voornaam', 'roepnaam', 'achternaam', 'geboortedatum']]);
    assert.deepEqual(twice.problems, [{ problem: 'field-twice', field: 'firstName', columns: [0, 1] }]);
    const alike = recognise([['naam', 'naam', 'geboortedatum']]);
    assert.deepEqual(alike.problems, [{ problem: 'field-twice', field: 'fullName', columns: [0, 1] }]);
    const without = recognise([['voornaam', 'school']]);
    assert.deepEqual(without.problems, [{ problem: 'missing', fields: ['lastName', 'birthDate'] }]);
  });

  test('but never the number of a citizen, by its name or by what is in it', () => {
    const bsn = ['111222333', '123456782', '999990019', '123456782'];
    for (const head of ['BSN', 'leerlingnummer'])
      for (const numbers of [bsn]) {
        const lines = rowsOf(4).map(([, first = '', , last = '', born = ''], index) => [
          numbers[index] ?? '',
          first,
          last,
          born,
        ]);
        const plan = recognise([[head, 'voornaam', 'achternaam', 'geboortedatum'], ...lines]);
        assert.deepEqual(plan.problems, [{ problem: 'bsn', column: 0 }]);
        assert.equal(plan.columns[0]?.field, null);
      }
  });
});

describe('what stands elsewhere is noticed:', () => {
  const birthDate = heads.indexOf('geboortedatum');
  const email = heads.indexOf('email');

  test('a head over other cells', () => {
    const lines = rowsOf(10);
    const names = changed(lines, birthDate, (_, row) => people[row % people.length]?.split(';')[2] ?? '');
    assert.deepEqual(recognise([heads, ...names]).problems, [
      { problem: 'other-content', column: birthDate, field: 'birthDate', seems: 'name', share: 1, row: 2 },
    ]);
  });

  test('heads beside their columns', () => {
    for (const by of [1, 2, 3, heads.length - 1]) {
      const moved = heads.map((_, index) => heads[(index + by) % heads.length] ?? '');
      const plan = recognise([moved, ...rowsOf(10)]);
      assert.ok(
        plan.problems.some((one) => one.problem === 'other-content' && stops(one)),
        `${by}`,
      );
    }
  });

  test('a date of birth beside the begin of absence', () => {
    const swapped = heads.with(birthDate, 'begin').with(heads.indexOf('begin'), 'geboortedatum');
    assert.deepEqual(problemsOf(recognise([swapped, ...rowsOf(10)])), ['other-content', 'other-content']);
  });

  test('all cells of the rows from some row on, whichever it is and wherever they move', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 59 }), fc.nat(3), fc.boolean(), (from, at, right) => {
        const lines = rowsOf(60).map((cells, row) => {
          if (row < from) return cells;
          return right ? cells.toSpliced(at, 0, 'x') : cells.toSpliced(at, 1);
        });
        const plan = recognise([heads, ...lines]);
        const rows = Array.from({ length: 60 - from }, (_, index) => from + index + 2);
        assert.deepEqual([...plan.shifted.keys()], rows);
      }),
    );
  });

  test('addresses beside the row above or below', () => {
    for (const by of [1, -1]) {
      const lines = rowsOf(12);
      const moved = changed(lines, email, (_, row) => lines.at((row - by) % 12)?.[email] ?? '');
      const plan = recognise([heads, ...moved]);
      assert.deepEqual(plan.problems, [{ problem: 'slipped', column: email, rows: by }]);
    }
  });

  test('numbers that begin a row too late, and so end where nobody is', () => {
    const phone = heads.indexOf('telefoon');
    const lines = [...rowsOf(8), heads.map(() => '')];
    const moved = changed(lines, phone, (_, row) => (row === 0 ? '' : (lines[row - 1]?.[phone] ?? '')));
    assert.deepEqual(recognise([heads, ...moved]).problems, [{ problem: 'slipped', column: phone, rows: 1 }]);
  });

  test('months before days', () => {
    const lines = changed(rowsOf(6), birthDate, (_, row) => (row === 3 ? '3/25/2008' : '3/4/2008'));
    assert.deepEqual(recognise([heads, ...lines]).problems, [
      { problem: 'month-first', column: birthDate, row: 5 },
    ]);
  });

  test('and a few wrong cells are no wrong column', () => {
    const lines = changed(rowsOf(10), birthDate, (cell, row) => (row % 4 === 0 ? 'onbekend' : cell));
    assert.deepEqual(recognise([heads, ...lines]).problems, []);
  });
});

test('no table makes it throw', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom(...heads, '1-2-2007', 'a@b.nl', '0612345678', 'van', '='),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 8 }), (lines) => {
      const rows = lines.map((cells, index) => ({
        row: index + 1,
        cells: cells.map((text) => ({ text, date: null, number: null, odd: null })),
      }));
      const plan = recogniseColumns({ rows }, { today });
      for (const field of fieldsOf(plan)) assert.ok(field === null || listFields.includes(field));
    }),
  );
});
