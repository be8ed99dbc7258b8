import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { firstOrganisation, firstTeam } from '#db/schema/index.ts';
import { amenities, bookers, messageLevels, teamTasks } from '#db/schema/words.ts';
import { safeLogo } from '#server/looks/safeLogo.ts';
import { hashOf } from '#server/looks/uploadLogo.ts';
import { applySetup } from '#server/setup/apply.ts';
import { exportSetup, writtenSetup } from '#server/setup/exportSetup.ts';
import { parseSetup } from '#server/setup/parse.ts';
import { setupSchema } from '#server/setup/schema.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { fixedClock } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

// All that was configured goes into a file, and that file changes nothing, or makes the same elsewhere.

const clock = fixedClock();
let database: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());
beforeEach(empty);

async function empty() {
  await emptyTables(
    database.sql,
    'settings',
    'locations',
    'topics',
    'staff',
    'weekly_rules',
    'closures',
    'logos',
    'configuration_changes',
    'appointments',
  );
  await database.sql`delete from teams where id <> ${firstTeam}`;
  await database.sql`update teams set name = 'Casemanagers', active = true`;
  await database.sql`delete from organisations where id <> ${firstOrganisation}`;
  await database.sql`update organisations set name = 'Gemeente', kind = 'gemeente', contact_function = null`;
}

const apply = (document: unknown) =>
  applySetup({ sql: database.sql, db: database.db, clock }, setupSchema.parse(document));
const exported = async () => writtenSetup(await exportSetup(database.db));

async function bringIn(text: string) {
  const parsed = parseSetup(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problems.join('\n'));
  const applied = await apply(parsed.document);
  assert.ok(applied.ok, applied.ok ? '' : JSON.stringify(applied.problems));
  return applied;
}

const word = fc.stringMatching(/^[A-Z][a-z]{2,9}$/);
const words = (least: number, most: number) =>
  fc.uniqueArray(word, { minLength: least, maxLength: most, selector: (one) => one.toLowerCase() });
const colour = fc.constantFrom('#154273', '#5a0f3c', '#0a3d2a');
const made = safeLogo(
  new TextEncoder().encode(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0h4v2z"/></svg>',
  ),
);
assert.ok(made.ok);
const logo = {
  hash: hashOf(made.logo.content),
  type: 'svg',
  width: 4,
  height: 2,
  alt: { nl: 'Stad', en: 'Town' },
};
const logoFile = Buffer.from(made.logo.content).toString('base64');

const settings = fc.record(
  {
    municipality: word,
    noticeMinutes: fc.integer({ min: 0, max: 500 }),
    chat: fc.record({ dangerWords: words(0, 3), retentionDays: fc.integer({ min: 1, max: 365 }) }),
    theme: fc.record({
      action: fc.record({ light: colour, dark: fc.constant(null) }),
      header: fc.constant(null),
    }),
    words: fc.record({ home: fc.record({ title: fc.record({ nl: word }) }) }),
    schoolHolidays: fc.array(
      fc.record({ name: word, from: fc.constant('2027-01-01'), until: fc.constant('2027-01-09') }),
      { maxLength: 2 },
    ),
    trajectTerms: fc.record({
      first: fc.record({ assignDays: fc.integer({ min: 1, max: 20 }) }),
      changes: fc.constantFrom([], [{ from: '2026-08-01', value: { assignDays: 4 } }]),
    }),
    limits: fc.record({ signInsPerAccount: fc.integer({ min: 1, max: 20 }) }),
  },
  { requiredKeys: [] },
);

/** A document of some places, people and teams, each pointing at the others. */
const document = fc
  .record({
    settings,
    hasLogo: fc.boolean(),
    locations: words(1, 3),
    topics: words(1, 2),
    organisations: words(1, 3),
    teams: words(1, 3),
    people: words(1, 4),
    pick: fc.infiniteStream(fc.nat()),
  })
  .map(({ settings: chosen, hasLogo, locations, topics, organisations, teams, people, pick }) => {
    const next = () => Number(pick.next().value);
    const one = <T>(list: readonly T[]) => list[next() % list.length];
    return {
      settings: { ...chosen, ...(hasLogo && { logo }) },
      ...(hasLogo && { logoFile }),
      locations: locations.map((name) => ({
        id: name.toLowerCase(),
        name,
        neighbourhood: name,
        address: `${name} 1`,
        amenities: amenities.filter(() => next() % 2 > 0),
        modalities: next() % 2 ? ['op-locatie', 'telefoon'] : ['telefoon'],
        active: next() % 4 > 0,
      })),
      topics: topics.map((label) => ({
        id: label.toLowerCase(),
        label,
        labelEn: label,
        durationMinutes: 30,
        bookableBy: one(bookers),
        messages: one(messageLevels),
      })),
      organisations: organisations.map((name, at) =>
        at === 0
          ? { name, kind: 'gemeente', own: true }
          : { name, kind: 'school', contact: { function: 'Mentor' }, active: next() % 3 > 0 },
      ),
      teams: teams.map((name, at) =>
        at === 0
          ? { name, first: true, task: one(teamTasks) }
          : { name, ...(next() % 2 && organisations[1] && { organisation: organisations[1] }) },
      ),
      accounts: people.map((name, at) => ({
        email: `${name.toLowerCase()}@example.nl`,
        firstName: name,
        lastName: 'Voorbeeld',
        roles: at === 0 ? ['beheerder'] : ['casemanager'],
        team: next() % 2 ? teams[0] : null,
        dailyMaximum: next() % 9,
        active: at === 0 || next() % 4 > 0,
      })),
      weeks: people.slice(1).map((name) => ({
        casemanager: `${name.toLowerCase()}@example.nl`,
        rules: ['maandag', 'dinsdag'].map((weekday) => ({
          location: one(locations)?.toLowerCase(),
          weekday,
          from: '09:00',
          until: next() % 2 ? '12:00' : '24:00',
          modalities: ['telefoon'],
        })),
      })),
      closures: [
        {
          name: 'Studiedag',
          from: '2027-02-12',
          ...(next() % 2 && { location: locations[0]?.toLowerCase() }),
        },
      ],
    };
  });

test('whatever is configured, its file changes nothing there, and makes the same in an empty database', async () => {
  await fc.assert(
    fc.asyncProperty(document, async (wanted) => {
      await empty();
      await bringIn(JSON.stringify(wanted));
      const file = await exported();
      assert.doesNotMatch(file, /argon2|password/);
      const again = await bringIn(file);
      assert.deepEqual(again.temporaryPasswords, []);
      for (const [section, { added, changed, kept = [] }] of Object.entries(again.sections))
        assert.deepEqual([...added, ...changed, ...kept], [], section);
      assert.equal(await exported(), file);
      await empty();
      await bringIn(file);
      assert.equal(await exported(), file);
    }),
    { numRuns: 15 },
  );
});

const person = { firstName: 'Robin', lastName: 'Voorbeeld', roles: ['casemanager'] };
const boss = { email: 'baas@example.nl', firstName: 'Sam', lastName: 'Baas', roles: ['beheerder'] };

test('somebody whose address changed in the portal gets no second account, unless the file says it is another', async () => {
  await apply({ accounts: [{ ...person, email: 'oud@example.nl' }] });
  await database.sql`update staff set email = 'nieuw@example.nl'`;
  const old = { ...person, email: 'oud@example.nl' };
  const refused = await apply({ accounts: [old] });
  assert.ok(!refused.ok);
  assert.deepEqual(refused.problems[0]?.path, ['accounts', 0, 'email']);
  assert.match(
    refused.problems[0]?.message ?? '',
    /nieuw@example\.nl, under which Robin Voorbeeld works here already/,
  );
  assert.ok((await apply({ accounts: [{ ...old, namesake: true }] })).ok);
  assert.equal((await database.sql`select from staff`).length, 2);
});

test('a file leaves somebody to manage', async () => {
  await apply({ accounts: [boss, { ...person, email: 'robin@example.nl' }] });
  for (const taken of [
    { ...boss, active: false },
    { ...boss, roles: ['casemanager'] },
  ]) {
    const refused = await apply({ accounts: [taken] });
    assert.ok(!refused.ok);
    assert.match(refused.problems[0]?.message ?? '', /nobody who can sign in would be left to manage/);
  }
  const other = { ...boss, email: 'ander@example.nl', firstName: 'Kim' };
  assert.ok((await apply({ accounts: [{ ...boss, active: false }, other] })).ok);
});

test('a password that somebody sets while a file is brought in stays theirs', async () => {
  await apply({ accounts: [boss] });
  await database.sql`update staff set password_hash = null`;
  const running = apply({ accounts: [{ ...boss, password: 'een heel lang woord' }] });
  // Hashing takes longer than this one statement, which is on its way before it.
  await database.sql`update staff set password_hash = 'their own'`;
  assert.ok((await running).ok);
  const [row] = await database.sql`select password_hash as hash from staff`;
  assert.equal(row?.hash, 'their own');
});

test('colours that cannot be read and a logo that is not safe are refused with the line of each', async () => {
  const script = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>',
  ).toString('base64');
  const cases: [object, RegExp][] = [
    [
      { settings: { theme: { link: { light: '#ffcc00' } } } },
      /contrast of 4\.5 on --.*nearest colour that passes is #/,
    ],
    [{ logoFile: script }, /safe logo: script/],
    [{ settings: { logo } }, /hash of the logo in "logoFile"/],
  ];
  for (const [wanted, expected] of cases) {
    const refused = await apply(wanted);
    assert.ok(!refused.ok);
    assert.match(refused.problems[0]?.message ?? '', expected);
  }
});
