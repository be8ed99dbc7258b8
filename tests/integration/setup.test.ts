import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createPasswords } from '#server/accounts/passwords.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { loadRoster } from '#server/roster/load.ts';
import { applySetup } from '#server/setup/apply.ts';
import { showPath } from '#server/setup/problems.ts';
import { setupSchema } from '#server/setup/schema.ts';
import { summarise } from '#server/setup/summary.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examplePath = join(root, 'docs', 'setup.example.json');
const exampleSchema = z.object({
  locations: z.array(z.record(z.string(), z.unknown())),
  topics: z.array(z.record(z.string(), z.unknown())),
  accounts: z.array(z.record(z.string(), z.unknown())),
  weeks: z.array(z.object({ casemanager: z.string(), rules: z.array(z.record(z.string(), z.unknown())) })),
  closures: z.array(z.record(z.string(), z.unknown())),
  settings: z.record(z.string(), z.unknown()),
});
type Example = z.infer<typeof exampleSchema>;

const clock = { now: () => Date.parse('2026-11-20T10:00:00+01:00') };
let database: Awaited<ReturnType<typeof testDatabase>>;
let folder: string;

// Before the database is there: a cluster that it starts for itself must stop after this.
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
database = await testDatabase();
folder = await mkdtemp(join(tmpdir(), 'doorstart-setup-'));
beforeEach(() =>
  emptyTables(
    database.sql,
    'settings',
    'locations',
    'topics',
    'staff',
    'sessions',
    'weekly_rules',
    'closures',
    'appointments',
  ),
);

/** The example as it stands, each time anew. */
async function example(): Promise<Example> {
  return exampleSchema.parse(JSON.parse(await readFile(examplePath, 'utf8')));
}

const apply = (document: unknown, issuer: string | null = null) =>
  applySetup({ sql: database.sql, db: database.db, clock }, setupSchema.parse(document), issuer);

/** Everything in the tables that setup writes. */
async function contents() {
  const tables = ['settings', 'locations', 'topics', 'staff', 'weekly_rules', 'closures'];
  const rows = await Promise.all(
    tables.map((table) => database.sql`select * from ${database.sql(table)} order by id`),
  );
  return JSON.stringify(rows);
}

const env = () => ({ ...process.env, NODE_ENV: 'test', DATABASE_URL: database.url });
const run = (...args: string[]) => command('server/commands/setup.ts', args);

function command(file: string, args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: env(), timeout: 30_000 };
    execFile(process.execPath, [file, ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

async function fileWith(content: string): Promise<string> {
  const path = join(folder, `${randomUUID()}.json`);
  await writeFile(path, content);
  return path;
}

test('the example is brought in by the command, and a second run finds nothing to change', async () => {
  const first = await run(examplePath);
  assert.equal(first.code, 0, first.err);
  const passwords = [...first.out.matchAll(/^ {2}(\S+@\S+) {2}(\S+)$/gm)];
  assert.equal(passwords.length, 2);
  for (const [, email = '', password = ''] of passwords) {
    const [row] = await database.sql`select password_hash as hash from staff where email = ${email}`;
    assert.ok(await createPasswords().verify(password, z.string().parse(row?.hash)));
  }
  const roster = await loadRoster(database.db, clock.now());
  assert.deepEqual(
    roster.locations.map(({ id }) => id),
    ['stadskantoor', 'wijkhuis-noord'],
  );
  const [office, noord] = roster.locations;
  assert.deepEqual([office?.walkInHours.length, office?.phone], [2, '14000']);
  assert.deepEqual([noord?.openingHours.length, noord?.walkInHours, noord?.phone], [1, [], null]);
  assert.equal(roster.settings.municipality, 'Voorbeeldstad');
  assert.match(roster.settings.privacy?.officer.email ?? '', /^functionaris/);
  assert.equal(roster.casemanagers[0]?.rules.length, 5);
  assert.ok(roster.casemanagers[0]?.modalities.includes('video'));

  const written = await contents();
  const second = await run(examplePath);
  assert.equal(second.code, 0, second.err);
  assert.match(second.out, /accounts: 2 as before/);
  assert.doesNotMatch(second.out, /new|changed|password/);
  assert.equal(await contents(), written);
});

test('a file opens the public pages only when it says whose they are', async () => {
  const { privacy, ...contact } = (await example()).settings;
  const refused = await apply({ settings: { privacy } });
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.problems.map(({ message }) => message),
    ['expected the contact of the gemeente first'],
  );
  assert.ok((await apply({ settings: contact })).ok);
  assert.ok((await apply({ settings: { privacy } })).ok);
});

test('a second file updates what it names, keeps the rest, and says so', async () => {
  await apply(await example());
  const [before] = await database.sql`select id, password_hash as hash from staff where role = 'casemanager'`;
  const casemanager = 'casemanager@voorbeeldstad.example';
  const applied = await apply({
    settings: { horizonDays: 28, limits: { holdsPerAddressPerHour: 100 }, chat: { opensOn: '2027-01-04' } },
    locations: [
      { id: 'nieuw', name: 'Nieuw', neighbourhood: 'Zuid', address: 'Zuid 1', modalities: ['telefoon'] },
    ],
    topics: [{ id: 'anders', label: 'Iets heel anders', labelEn: 'Something else', durationMinutes: 30 }],
    accounts: [{ email: casemanager, firstName: 'Robin', lastName: 'Anders', roles: ['casemanager'] }],
    weeks: [
      {
        casemanager,
        replace: true,
        rules: [
          { location: 'nieuw', weekday: 'vrijdag', from: '09:00', until: '24:00', modalities: ['telefoon'] },
        ],
      },
    ],
  });
  assert.ok(applied.ok);
  assert.deepEqual(applied.sections.locations, { added: ['nieuw'], changed: [], unchanged: [] });
  assert.deepEqual(applied.sections.topics?.changed, ['anders']);
  assert.deepEqual(applied.sections.accounts?.changed, [casemanager]);
  assert.deepEqual(applied.sections.weeks?.changed, [casemanager]);
  assert.deepEqual(applied.temporaryPasswords, []);
  const [after] = await database.sql`
    select id, password_hash as hash, last_name as name, meeting_link as link from staff where role = 'casemanager'`;
  assert.deepEqual([after?.id, after?.hash, after?.name], [before?.id, before?.hash, 'Anders']);
  assert.ok(after?.link);
  const roster = await loadRoster(database.db, clock.now());
  assert.deepEqual(
    roster.locations.map(({ id }) => id),
    ['stadskantoor', 'wijkhuis-noord', 'nieuw'],
  );
  const { municipality, horizonDays, limits, chat } = roster.settings;
  assert.deepEqual([chat.opensOn, chat.hours[0]?.weekdays], ['2027-01-04', [1, 3]]);
  assert.deepEqual([municipality, horizonDays], ['Voorbeeldstad', 28]);
  assert.deepEqual([limits.openHoldsPerAddress, limits.holdsPerAddressPerHour], [60, 100]);
  assert.deepEqual(
    roster.casemanagers[0]?.rules.map(({ weekday, until }) => [weekday, until]),
    [[5, '24:00']],
  );
});

test('hours that somebody changed in the portal stay, and the run says whose', async () => {
  const file = await example();
  await apply(file);
  await database.sql`update weekly_rules set from_time = '10:00' where weekday = 1 and from_time = '09:00'`;
  const hours = async () =>
    (await database.sql`select weekday, weeks, from_time from weekly_rules order by 1, 3`).map((row) => ({
      ...row,
    }));
  const changed = await hours();
  const again = await apply(file);
  assert.ok(again.ok);
  assert.deepEqual(again.sections.weeks?.kept, ['casemanager@voorbeeldstad.example']);
  assert.match(summarise(again).join('\n'), /weeks: kept as in the portal.*casemanager@.*"replace": true/);
  assert.deepEqual(await hours(), changed);
  const [row] = await database.sql`select team from staff where role = 'casemanager'`;
  assert.equal(row?.team, 'Jongerenpunt');
});

test('a team is made by its name; without one a casemanager is in the first team and a beheerder in none', async () => {
  const account = { firstName: 'A', lastName: 'B', roles: ['casemanager'] };
  const [first, second, third] = ['a@example.nl', 'b@example.nl', 'c@example.nl'];
  await apply({
    accounts: [
      { ...account, email: first, team: 'Zuid' },
      { ...account, email: second },
      { ...account, email: third, roles: ['beheerder'] },
    ],
  });
  const teams = async () =>
    (
      await database.sql<{ name: string | null }[]>`
        select t.name from staff left join teams t on t.id = team_id order by email`
    ).map(({ name }) => name);
  assert.deepEqual(await teams(), ['Zuid', 'Casemanagers', null]);
  // What the file does not name stays, and `null` takes somebody out.
  const again = await apply({
    accounts: [
      { ...account, email: first },
      { ...account, email: second, team: null },
      { ...account, email: third, roles: ['beheerder'], team: 'Zuid' },
    ],
  });
  assert.ok(again.ok);
  assert.deepEqual(again.sections.accounts?.unchanged, [first]);
  assert.deepEqual(await teams(), ['Zuid', null, 'Zuid']);
});

test('a given password is set for who has none, and what somebody chose since stays', async () => {
  const account = { email: 'a@example.nl', firstName: 'A', lastName: 'B', roles: ['beheerder'] };
  const withPassword = (password: string) => ({ accounts: [{ ...account, password }] });
  await apply(withPassword('een heel lang woord'));
  const hash = async () => (await database.sql`select password_hash as hash from staff`)[0]?.hash;
  const first = await hash();
  for (const password of ['een heel lang woord', 'invite later', 'een heel ander woord']) {
    const again = await apply(withPassword(password));
    assert.ok(again.ok && again.sections.accounts?.unchanged.length === 1);
    assert.deepEqual(again.temporaryPasswords, []);
  }
  assert.equal(await hash(), first);
  await database.sql`update staff set active = false`;
  await apply({ accounts: [{ ...account, active: true }] });
  assert.equal(await hash(), null, 'of who comes back the old password opens nothing');
  const set = await apply(withPassword('een heel ander woord'));
  assert.ok(set.ok && set.sections.accounts?.changed.length === 1);
  assert.ok(await createPasswords().verify('een heel ander woord', z.string().parse(await hash())));
});

test('a file ends nobody on whom a jongere counts, nor the last who manages; who leaves leaves no way in', async () => {
  const email = 'noor@example.nl';
  const id = await makeCasemanager(database.db, [], { email, team: null });
  const person = { email, firstName: 'Noor', lastName: 'Voorbeeld', roles: ['casemanager'] };
  await database.sql`
    insert into chat_conversations (id, kind, status, language, started_at, waiting_since, casemanager_id, taken_at)
    values (gen_random_uuid(), 'chat', 'active', 'nl', now(), now(), ${id}, now())`;
  const refusedAt = async (account: object, issuer: string | null = null) => {
    const applied = await apply({ accounts: [account] }, issuer);
    return applied.ok ? [] : applied.problems.map(({ path }) => showPath(path));
  };
  assert.deepEqual(await refusedAt({ ...person, active: false }), ['accounts[0].active']);
  assert.deepEqual(await refusedAt({ ...person, roles: ['jongerenwerker'] }), ['accounts[0].roles']);
  await emptyTables(database.sql, 'chat_conversations');
  await database.sql`insert into password_links values (${id}, gen_random_uuid(), 'x', 'reset', now())`;
  assert.deepEqual(await refusedAt({ ...person, active: false }), []);
  assert.equal((await database.sql`select from password_links`).length, 0);

  const boss = { ...person, email: 'baas@example.nl', firstName: 'Baas', roles: ['beheerder'] };
  const bossId = await makeCasemanager(database.db, [], {
    email: boss.email,
    firstName: 'Baas',
    roles: ['beheerder'],
    team: null,
  });
  const issuer = 'https://login.example.nl';
  await database.sql`insert into sso_links values (${bossId}, ${issuer}, 'baas', now())`;
  assert.deepEqual(await refusedAt({ ...boss, active: false }, issuer), ['accounts[0]']);
  assert.deepEqual(await refusedAt({ ...boss, roles: ['schoolmedewerker'] }, issuer), [
    'accounts[0]',
    'accounts[0].roles',
  ]);
  // Nobody could sign in before it either.
  assert.deepEqual(await refusedAt({ ...boss, active: false }, 'https://elders.example.nl'), []);
  assert.equal((await database.sql`select from sso_links`).length, 0);
});

test('a file gives nobody a role that people of such an organisation cannot have, nor an organisation such people', async () => {
  const school = { name: 'Het College', kind: 'school' };
  const account = { firstName: 'A', lastName: 'B', email: 'a@example.nl', organisation: school.name };
  const pathsOf = async (document: object) => {
    const applied = await apply(document);
    return applied.ok ? [] : applied.problems.map(({ path }) => showPath(path));
  };
  const beheerder = { ...account, roles: ['beheerder'] };
  assert.deepEqual(await pathsOf({ organisations: [school], accounts: [beheerder] }), ['accounts[0].roles']);
  const fits = { ...account, roles: ['schoolmedewerker'] };
  assert.deepEqual(await pathsOf({ organisations: [school], accounts: [fits] }), []);
  assert.deepEqual(await pathsOf({ organisations: [{ ...school, kind: 'welzijnsorganisatie' }] }), [
    'organisations[0].kind',
  ]);
});

test('a first beheerder is let in by the command, which says what is wrong with an address', async () => {
  const letIn = (...args: string[]) => command('server/commands/beheerder.ts', args);
  const first = await letIn('Baas@Example.org');
  assert.equal(first.code, 0, first.err);
  const [, token = ''] = /\/medewerker\/wachtwoord\/([\w-]{32})$/m.exec(first.out) ?? [];
  const [row] = await database.sql`
    select email, roles, token_hash as hash from password_links join staff on staff.id = staff_id`;
  assert.deepEqual({ ...row }, { email: 'baas@example.org', roles: ['beheerder'], hash: hashToken(token) });
  for (const args of [[], ['geen adres']]) {
    const refused = await letIn(...args);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /^usage: npm run beheerder/);
  }
});

/** Each makes one thing wrong that only shows when the whole is looked at. */
const wrongs: Record<string, [change: (document: Example) => void, path: string]> = {
  'a location that does not exist': [
    ({ weeks }) => Object.assign(weeks[0]?.rules[0] ?? {}, { location: 'nergens' }),
    'weeks[0].rules[0].location',
  ],
  'a way to meet that the location does not have': [
    ({ weeks }) => Object.assign(weeks[0]?.rules[4] ?? {}, { modalities: ['telefoon', 'video'] }),
    'weeks[0].rules[4].modalities[1]',
  ],
  'video without a meeting link': [
    ({ accounts }) => Object.assign(accounts[0] ?? {}, { meetingLink: null }),
    'weeks[0].rules[0].modalities[2]',
  ],
  'a week of somebody unknown': [
    ({ weeks }) => Object.assign(weeks[0] ?? {}, { casemanager: 'niemand@example.nl' }),
    'weeks[0].casemanager',
  ],
  'a week of a beheerder': [
    ({ weeks }) => Object.assign(weeks[0] ?? {}, { casemanager: 'beheer@voorbeeldstad.example' }),
    'weeks[0].casemanager',
  ],
  'a closure of an unknown location': [
    ({ closures }) => Object.assign(closures[1] ?? {}, { location: 'nergens' }),
    'closures[1].location',
  ],
  'overlapping hours': [
    ({ weeks }) => Object.assign(weeks[0]?.rules[1] ?? {}, { from: '12:15' }),
    'weeks[0].rules[1]',
  ],
  'hours that end before they begin': [
    ({ weeks }) => Object.assign(weeks[0]?.rules[0] ?? {}, { until: '08:00' }),
    'weeks[0].rules[0].until',
  ],
  'two locations of one id': [
    ({ locations }) => Object.assign(locations[1] ?? {}, { id: 'stadskantoor' }),
    'locations[1].id',
  ],
};

for (const [name, [change, path]] of Object.entries(wrongs)) {
  test(`${name} is refused and nothing is written`, async () => {
    const before = await contents();
    const document = await example();
    change(document);
    const applied = await apply(document);
    assert.ok(!applied.ok);
    const paths = applied.problems.map((problem) => showPath(problem.path));
    assert.ok(paths.includes(path), paths.join(' | '));
    assert.equal(await contents(), before);
  });
}

test('the command refuses each kind of bad file with exit code 1 and writes nothing', async () => {
  const before = await contents();
  const document = await example();
  Object.assign(document.weeks[0]?.rules[0] ?? {}, { location: 'nergens' });
  const cases: [string[], RegExp][] = [
    [[], /usage: npm run setup -- FILE/],
    [[join(folder, 'missing.json')], /missing\.json cannot be read \(ENOENT\)/],
    [[await fileWith('{\n  "topics": [}')], /Nothing was written[\s\S]*line 2, column 14: this is not JSON/],
    [[await fileWith('{"topics": [{}]}')], /topics\[0\]\.label: is missing/],
    [
      [await fileWith(JSON.stringify(document, null, 2))],
      /line \d+, weeks\[0\]\.rules\[0\]\.location: expected/,
    ],
  ];
  const refused = cases.map(async ([args, expected]) => {
    const { code, err } = await run(...args);
    assert.equal(code, 1);
    assert.match(err, expected);
    assert.doesNotMatch(err, /\.ts:\d+/);
  });
  await Promise.all(refused);
  assert.equal(await contents(), before);
});

test('two runs at once bring everything in once', async () => {
  const document = await example();
  const results = await Promise.all([apply(document), apply(document), apply(document)]);
  assert.equal(results.filter((result) => result.ok && result.temporaryPasswords.length === 2).length, 1);
  const [row] = await database.sql`
    select (select count(*)::int from staff) as staff, (select count(*)::int from weekly_rules) as rules`;
  assert.deepEqual({ ...row }, { staff: 2, rules: 5 });
});
