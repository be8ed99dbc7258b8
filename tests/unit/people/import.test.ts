import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { firstOrganisation } from '#db/schema/index.ts';
import { roles } from '#db/schema/words.ts';
import { importPath } from '#server/accounts/import/address.ts';
import { planImport } from '#server/accounts/import/planImport.ts';
import { mostSheetColumns, mostSheetRows, readSheet, type Sheet } from '#server/accounts/import/readSheet.ts';
import type { Ground, PlannedRow } from '#server/accounts/import/types.ts';
import type { Person } from '#server/accounts/people.ts';
import { rolesFit } from '#server/accounts/rolesFit.ts';
import { decodeText } from '#server/kernel/csv/decodeText.ts';
import { csvCell } from '#ui/csv.ts';
import { staffPaths } from '../../../src/agenda/paths.ts';
import { texts } from '../../../src/content/texts.ts';
import { sayRowFault } from '../../../src/people/import/sayFault.ts';

const t = texts('nl');

// A file of people: read, and held against who works here.

const heads = ['Voornaam', 'Tussenvoegsel', 'Achternaam', 'E-mailadres', 'Rollen', 'Organisatie', 'Team'];
const line = heads.join(';');
const quoted = (rows: readonly (readonly string[])[], separator: string) =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\r\n');

const gemeente = { id: firstOrganisation, name: 'Gemeente', kind: 'gemeente' } as const;
const school = { id: '00000000-0000-4000-8000-0000000000a1', name: 'Het College', kind: 'school' } as const;
const north = {
  id: '00000000-0000-4000-8000-0000000000b1',
  name: 'Team Noord',
  organisation: firstOrganisation,
};
const atSchool = { id: '00000000-0000-4000-8000-0000000000b2', name: 'Zorgteam', organisation: school.id };
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const person = (number: number, values: Partial<Person> = {}): Person => ({
  id: idOf(number),
  firstName: 'Kim',
  lastName: 'Proef',
  email: `mens${number}@example.nl`,
  roles: ['casemanager'],
  organisation: gemeente,
  team: { id: north.id, name: north.name },
  active: true,
  wayIn: 'password',
  canSignIn: true,
  sso: false,
  keepsPassword: false,
  link: null,
  linkLost: false,
  askedPassword: null,
  hasFactor: false,
  lastSeen: null,
  version: 1,
  ...values,
});

const iris = person(1, { roles: ['beheerder'], team: null, email: 'iris@example.nl' });
const ground = (people: readonly Person[] = [], busy: string[] = []): Ground => ({
  me: iris.id,
  people: [iris, ...people],
  organisations: [gemeente, school],
  teams: [north, atSchool],
  busy: new Set(busy),
});

function sheetOf(text: string): Sheet {
  const read = readSheet(text);
  assert.ok(read.ok, JSON.stringify(read));
  return read.sheet;
}

const plan = (rows: string, held = ground()) => planImport(sheetOf(`${line}\n${rows}`), held);
const faultsOf = (rows: string, held = ground()) =>
  plan(rows, held).flatMap((row) =>
    row.kind === 'wrong' ? row.faults.map(({ column, message }) => `${column}: ${message}`) : row.kind,
  );

test('more than a form may be posted where the page sends it', () => {
  assert.equal(staffPaths.importPeople, importPath);
});

describe('a file is read', () => {
  const needed = ['firstName', 'lastName', 'email', 'roles'];

  test('or told what is wrong with it as a whole', () => {
    const wrong: [string, object][] = [
      ['', { error: 'empty' }],
      [' \r\n\t', { error: 'empty' }],
      ['=cmd|"/c calc"!A1', { error: 'quote', line: 1 }],
      ['=1+1;b\nc;d', { error: 'columns-missing', missing: needed }],
      [line, { error: 'no-rows' }],
      [`${line}\n;;;;;;\n\n`, { error: 'no-rows' }],
      [`${line}\n"Robin;de;Boer\nKim;;Proef`, { error: 'quote', line: 2 }],
      [`${line}\na;;b;c;d;;\n\nRobin "Rob";;x`, { error: 'quote', line: 4 }],
      [`voornaam;${line}\n`, { error: 'column-twice', column: 'firstName' }],
      [`${line}\n${'a;;b;c;d;;\n'.repeat(mostSheetRows + 1)}`, { error: 'too-many-rows' }],
      [`${line}\n${'é'.repeat(128 * 1024)}`, { error: 'too-large' }],
      [`${';'.repeat(mostSheetColumns)}\n${';\n'.repeat(mostSheetRows)}`, { error: 'too-large' }],
    ];
    for (const [text, fault] of wrong)
      assert.deepEqual(readSheet(text), { ok: false, ...fault }, text.slice(0, 60));
  });

  test('with semicolons, commas or tabs, by names in Dutch or English, in any order', () => {
    const rows = [
      'Achternaam;VOORNAAM;e-mail adres;Rol',
      'last name,First Name,E-Mail,roles',
      'Surname\tGiven name\tmail\tRole',
      'sep=;\r\nachternaam;voornaam;email;rollen',
    ];
    for (const head of rows) {
      const separator = head.includes('\t') ? '\t' : head.includes(',') ? ',' : ';';
      const sheet = sheetOf(`${head}\r\n${['a', 'b', 'c', 'd'].join(separator)}`);
      assert.deepEqual(
        sheet.heads.map(({ column }) => column),
        ['lastName', 'firstName', 'email', 'roles'],
      );
      assert.deepEqual(sheet.rows, [{ row: 2, cells: ['a', 'b', 'c', 'd'] }]);
    }
  });

  test('whatever is in the cells comes back, under the number that a spreadsheet shows', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: heads.length, maxLength: heads.length }), { minLength: 1 }),
        fc.constantFrom(';', ',', '\t'),
        (rows, separator) => {
          const kept = rows.flatMap((cells, index) =>
            cells.some((one) => one.trim() !== '') ? [{ row: index + 2, cells }] : [],
          );
          const read = readSheet(quoted([heads, ...rows], separator));
          if (kept.length === 0) assert.deepEqual(read, { ok: false, error: 'no-rows' });
          else assert.deepEqual(read.ok && read.sheet.rows, kept);
        },
      ),
    );
  });

  test('no text makes it throw', () => {
    const sign = fc.constantFrom(';', ',', '"', '\n', '\r', '\t', '=', "'", ' ', 'a', 'voornaam', '\ufeff');
    fc.assert(
      fc.property(fc.array(fc.oneof(sign, fc.string()), { maxLength: 60 }), (parts) => {
        for (const text of [parts.join(''), `${line}\n${parts.join('')}`]) {
          const read = readSheet(text);
          if (read.ok) planImport(read.sheet, ground([person(2)]));
        }
      }),
    );
  });

  test('in UTF-8 with or without its mark and in Windows-1252; a spreadsheet or a picture is no text', () => {
    const text = 'Zoë;Coördinator – €';
    const western = Buffer.from([...Buffer.from('Zoë;Coördinator ', 'latin1'), 0x96, 0x20, 0x80]);
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), western])
      assert.equal(decodeText(bytes), text);
    assert.equal(decodeText(Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1')), null);
    assert.equal(decodeText(Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')), null);
  });
});

describe('a row', () => {
  const robin = 'Robin;de;Boer;robin@example.nl';

  test('is new, changed, the same or wrong, and says why and in which column', () => {
    const kim = person(2);
    const both = person(2, { roles: ['beheerder', 'casemanager'] });
    const buurt = (last: string, name: string) =>
      ({ id: `00000000-0000-4000-8000-0000000000${last}`, name, kind: 'jongerenwerk' }) as const;
    const alike: Ground = {
      ...ground(),
      organisations: [gemeente, buurt('a2', 'Buurt'), buurt('a3', 'buurt')],
      teams: [north, { ...north, id: idOf(99), name: 'Team noord' }],
    };
    const cases: [row: string, says: string[], held?: Ground][] = [
      [`${robin};casemanager;;Team Noord`, ['new']],
      [`${robin};Coördinator, BEHEERDER;gemeente;-`, ['new']],
      [`${robin};schoolmedewerker;${school.id.toUpperCase()};${atSchool.id}`, ['new']],
      [`Kim;;Proef;MENS2@example.nl;case manager;;team noord`, ['same'], ground([kim])],
      ['Kim;;Proef;mens2@example.nl;casemanager, beheerder;;Team Noord', ['same'], ground([both])],
      [`Kim;van;Proef;mens2@example.nl;casemanager;;`, ['changed'], ground([kim])],
      [`${robin};baas;;`, ['roles: role-unknown']],
      [`${robin};__proto__, constructor;;`, ['roles: role-unknown']],
      [`${robin};casemanager;school;`, ['organisation: organisation-unknown']],
      [`${robin};casemanager;Het College;`, ['roles: role-elsewhere']],
      [`${robin};casemanager;;Zorgteam`, ['team: team-elsewhere']],
      [`${robin};casemanager;;Team Zuid`, ['team: team-unknown']],
      [`${robin};jongerenwerker;Buurt;`, ['organisation: organisation-several'], alike],
      [`${robin};casemanager;;team NOORD`, ['team: team-several'], alike],
      [`${robin};casemanager;;${north.id}`, ['new'], alike],
      [`${robin};;;`, ['roles: role-required']],
      [`Robin;de;Boer;robin@example;casemanager;;`, ['email: email-invalid']],
      [
        `;;;;casemanager;;`,
        ['firstName: first-name-required', 'lastName: last-name-required', 'email: email-required'],
      ],
      [`=1+1;;@SUM(A1);x@example.nl;casemanager;;`, ['firstName: formula', 'lastName: formula']],
      [`＝1+1;;'＠SUM(A1);x@example.nl;casemanager;;`, ['firstName: formula', 'lastName: formula']],
      [`Robin;'-;Boer;robin@example.nl;casemanager;${csvCell('-')};${csvCell('－')}`, ['new']],
      [`'=1+1;;Boer;x@example.nl;casemanager;;`, ['firstName: formula']],
      [`${'a'.repeat(80)};;${'b'.repeat(80)};x@example.nl;casemanager;;`, ['new']],
      [`${'a'.repeat(81)};;Boer;x@example.nl;casemanager;;`, ['firstName: name-too-long']],
      [`${robin};casemanager;;;extra`, ['null: too-many-cells']],
      [`${robin};casemanager;;;;;`, ['new']],
      [`${robin};casemanager`, ['null: too-few-cells']],
      [`${robin};casemanager;;\n${robin.toUpperCase()};beheerder;;`, ['email: twice', 'email: twice']],
      [`Kim;;Proef;mens2@example.nl;casemanager;;`, ['email: ended'], ground([person(2, { active: false })])],
      [`Kim;;Proef;iris@example.nl;casemanager;;`, ['email: oneself']],
      [`Kim;;Proef;mens2@example.nl;beheerder;;`, ['roles: still-open'], ground([kim], [kim.id])],
    ];
    for (const [row, says, held] of cases) assert.deepEqual(faultsOf(row, held), says, row);
  });

  test('leaves organisation and team as they are when the file has no column for them', () => {
    const kim = person(2, { roles: ['schoolmedewerker'], organisation: school, team: { ...atSchool } });
    const sheet = sheetOf('voornaam;achternaam;email;rol\nKim;Proef;mens2@example.nl;schoolmedewerker');
    assert.deepEqual(planImport(sheet, ground([kim]))[0]?.kind, 'same');
  });

  test('of somebody new says where they will work', () => {
    const rows = [
      `${robin};schoolmedewerker;${school.id};zorgteam`,
      `Kim;;Proef;kim@example.nl;casemanager;;`,
    ];
    const places = plan(rows.join('\n')).map((row) => row.kind === 'new' && [row.organisation, row.team]);
    assert.deepEqual(places, [
      ['Het College', 'Zorgteam'],
      ['Gemeente', ''],
    ]);
  });

  test('says what changes from what to what', () => {
    const [row] = plan('Kim;van der;Proef;mens2@example.nl;coordinator;;', ground([person(2)]));
    assert.deepEqual(row?.kind === 'changed' && row.changes, [
      { field: 'lastName', from: 'Proef', to: 'van der Proef' },
      { field: 'roles', from: 'casemanager', to: 'coordinator' },
      { field: 'team', from: 'Team Noord', to: '' },
    ]);
  });
});

describe('whatever the file and whoever works here', () => {
  const some = <One>(...these: One[]) => fc.constantFrom(...these);
  const number = fc.integer({ min: 1, max: 6 });
  const emailOf = (one: number) => (one === 1 ? iris.email : `mens${one}@example.nl`);
  const rows = fc.array(
    fc.tuple(
      some('Kim', 'Robin', '=A1', ''),
      some('', 'van'),
      some('Proef', 'Boer'),
      number.map(emailOf),
      some('casemanager', 'coördinator, beheerder', 'schoolmedewerker', 'baas', ''),
      some('', 'Gemeente', 'Het College', school.id, 'elders'),
      some('', 'Team Noord', 'Zorgteam', north.id, 'niets'),
    ),
    { minLength: 1, maxLength: 12 },
  );
  const people = fc
    .uniqueArray(fc.integer({ min: 2, max: 6 }))
    .chain((numbers) =>
      fc.tuple(
        ...numbers.map((one) =>
          fc
            .tuple(fc.boolean(), some<Person['roles']>(['casemanager'], ['beheerder']))
            .map(([active, is]) => person(one, { active, roles: is })),
        ),
      ),
    );

  /** Who works here after a plan was carried out. */
  function after(planned: readonly PlannedRow[], held: Ground): Ground {
    const written = planned.flatMap((row, index): Person[] => {
      if (row.kind !== 'new' && row.kind !== 'changed') return [];
      const { input } = row;
      const organisation = held.organisations.find(({ id }) => id === input.organisation) ?? gemeente;
      const team = held.teams.find(({ id }) => id === input.team) ?? null;
      return [
        person(100 + index, {
          ...input,
          organisation,
          team,
          id: row.kind === 'changed' ? row.id : idOf(100 + index),
        }),
      ];
    });
    const kept = held.people.filter(({ email }) => !written.some((one) => one.email === email));
    return { ...held, people: [...kept, ...written] };
  }

  test('each row is told once, in order, and who reads it in stays as they are', () => {
    fc.assert(
      fc.property(rows, people, (given, known) => {
        const held = ground(known);
        const planned = planImport(sheetOf(quoted([heads, ...given], ';')), held);
        for (const row of planned)
          for (const fault of row.kind === 'wrong' ? row.faults : []) assert.ok(sayRowFault(t, fault));
        assert.deepEqual(
          planned.map(({ row }) => row),
          given.map((_, index) => index + 2),
        );
        const written = planned.flatMap((row) => (row.kind === 'new' || row.kind === 'changed' ? row : []));
        assert.equal(new Set(written.map(({ email }) => email)).size, written.length);
        for (const { email, input } of written) {
          assert.notEqual(email, iris.email);
          const kind = held.organisations.find(({ id }) => id === input.organisation)?.kind;
          assert.ok(kind && rolesFit(kind, input.roles));
          const team = held.teams.find(({ id }) => id === input.team);
          assert.ok(input.team === null || team?.organisation === input.organisation);
        }
      }),
    );
  });

  test('the same file twice changes nothing, and what was wrong stays wrong', () => {
    fc.assert(
      fc.property(rows, people, (given, known) => {
        const sheet = sheetOf(quoted([heads, ...given], ','));
        const first = planImport(sheet, ground(known));
        const second = planImport(sheet, after(first, ground(known)));
        assert.deepEqual(
          second.map(({ kind }) => kind),
          first.map(({ kind }) => (kind === 'wrong' ? 'wrong' : 'same')),
        );
      }),
    );
  });

  test('a role that exists is known by its own word', () => {
    for (const role of roles) {
      const where = rolesFit('school', [role]) ? 'Het College' : '';
      assert.deepEqual(faultsOf(`Robin;;Boer;x@example.nl;${role};${where};`), ['new']);
    }
  });
});
