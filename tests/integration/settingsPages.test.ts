import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { z } from 'zod';
import * as tables from '#db/schema/index.ts';
import { readChanges } from '#server/configuration/read.ts';
import { readLooks, saveTheme } from '#server/configuration/saveLooks.ts';
import { undoConfiguration } from '#server/configuration/undo.ts';
import type { Ctx } from '#server/http/context.ts';
import { forgetLogos } from '#server/looks/forgetLogos.ts';
import { uploadLogo } from '#server/looks/uploadLogo.ts';
import { settingsParts } from '#server/settings/parts.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { looksStep } from '../../src/beheer/looks/looksStep.ts';
import { groupsOf, settingsPages } from '../../src/beheer/settings/fields.ts';
import { sayHint } from '../../src/beheer/settings/sayHint.ts';
import { settingsStep } from '../../src/beheer/settings/settingsStep.ts';
import { filledIn, givenOf } from '../../src/beheer/settings/values.ts';
import { texts } from '../../src/content/texts.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type RaceGround, raceGround } from '../support/raceGround.ts';

// Settings, words, colours and logo as a beheerder changes them on pages.

let ground: RaceGround;
let manager: Ctx;
const sessionId = 'session-of-iris';

before(async () => {
  ground = await raceGround(0);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'staff', 'appointments', 'settings', 'configuration_changes', 'logos');
  const iris = await makeCasemanager(ground.db, [], { roles: ['beheerder'], team: null });
  const later = '2026-12-20T00:00:00Z';
  await ground.sql`
    insert into sessions (id, user_id, created_at, last_used_at, expires_at)
    values (${sessionId}, ${iris}, ${later}, ${later}, ${later})`;
  manager = staffCtx(ground.ctx, iris, { roles: ['beheerder'], team: null });
  ground.ctx.bus.say({ roster: true });
});

const { take, shown, refused } = stepTaker(() => ({ ctx: manager, sessionId }));
const settings = async () => (await ground.ctx.roster.current()).settings;

type Page = keyof typeof settingsPages;
const path = (page: Page) => ({ path: `/medewerker/beheer/instellingen/${page}`, params: { page } });

/** What the form of a page sends: what stands in it, with changes. */
async function formOf(page: Page, changes: Record<string, string>) {
  const { page: view } = await shown(settingsStep, path(page));
  return { ...view.fields, version: String(view.version), ...changes };
}

/** Sends the form twice: to look, and because it is right. */
async function save(page: Page, changes: Record<string, string>) {
  const form = await formOf(page, changes);
  const { page: looked } = await refused(settingsStep, { ...path(page), form });
  assert.ok(looked.check, JSON.stringify(looked.errors));
  const sure = await take(settingsStep, { ...path(page), form: { ...form, sure: looked.check.word } });
  return { check: looked.check, sure };
}

/** What is said about a form that is not taken. */
async function wrongIn(page: Page, changes: Record<string, string>): Promise<string[]> {
  const { page: view, status } = await refused(settingsStep, {
    ...path(page),
    form: await formOf(page, changes),
  });
  assert.equal(status, 422);
  return view.errors.summary.map(({ field, message }) => `${field ?? ''} ${message}`);
}

test('before there is a privacy statement, the accessibility is saved alone; half a statement is not', async () => {
  const examined = {
    'accessibility/status': 'A',
    'accessibility/examinedOn': '2-11-2026',
    'accessibility/reportUrl': 'https://voorbeeldstad.example/rapport',
  };
  await save('verklaringen', examined);
  const { accessibility, privacy } = await settings();
  assert.deepEqual([accessibility.status, privacy], ['A', null]);
  const half = await wrongIn('verklaringen', { 'privacy/controller/name': 'Gemeente Voorbeeldstad' });
  assert.match(half.join(), /privacy\/controller\/address/);
});

test('every setting stands in one part, and the fields of a page are those of its part', () => {
  const parts: readonly (readonly string[])[] = Object.values(settingsParts);
  assert.deepEqual(parts.flat().sort(), Object.keys(settingsSchema.shape).sort());
  for (const [page, { part }] of Object.entries(settingsPages)) {
    const names: readonly string[] = settingsParts[part];
    const asked = groupsOf(page as Page).flatMap(({ fields }) =>
      fields.map((one) => one.path.split('/')[0] ?? ''),
    );
    assert.deepEqual([...new Set(asked)].sort(), [...names].sort(), page);
  }
});

test('every field says what it means, in words that leave no room open', () => {
  for (const page of Object.keys(settingsPages) as Page[])
    for (const field of groupsOf(page).flatMap(({ fields }) => fields))
      assert.ok(sayHint(texts('nl'), field).length > 0, field.path);
});

/** Settings that no page of fields has, and why. */
const elsewhere: Record<string, string> = {
  theme: 'colours are chosen with their contrast beside them, on Huisstijl',
  logo: 'a file that is made safe, on Huisstijl',
  trajectTerms: 'each change begins on a day to come, on Termijnen',
};

test('every setting, however deep, has a field on a page or a reason why not', () => {
  const fields = (Object.keys(settingsPages) as Page[]).flatMap((page) =>
    groupsOf(page).flatMap((group) => group.fields),
  );
  const isAsked = (path: string) =>
    fields.some(
      (field) =>
        field.path === path ||
        (field.kind === 'rows' && field.columns.some((one) => `${field.path}/${one.path}` === path)),
    );
  const hours = fields.filter(({ kind }) => kind === 'hours').map(({ path }) => path);
  const missing = leavesOf(settingsSchema).filter(
    (path) =>
      !isAsked(path) &&
      !hours.some((whole) => path.startsWith(`${whole}/`)) &&
      !((path.split('/')[0] ?? '') in elsewhere),
  );
  assert.deepEqual(missing, []);
});

/** The paths of all single values in a schema; those of a list are under the list itself. */
function leavesOf(schema: unknown, path: readonly string[] = []): string[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
  if (schema instanceof z.ZodArray) return leavesOf(schema.element, path);
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap((one) => leavesOf(one, path)))];
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  )
    return leavesOf(schema.unwrap(), path);
  return [path.join('/')];
}

test('what stands in a page gives the settings that it stands for, whatever they are', () => {
  const stored = settingsSchema.parse({
    privacy: {
      controller: { name: 'College', address: 'Plein 1', email: 'a@example.nl' },
      officer: { email: 'fg@example.nl' },
    },
    accessibility: {
      status: 'B',
      examinedOn: '2026-01-02',
      reportUrl: 'https://example.nl/r',
      exceptions: [{ nl: 'Kaart', en: 'Map' }],
    },
    schoolHolidays: [{ name: 'Kerst', from: '2026-12-19', until: '2027-01-03' }],
    chat: { hours: [{ weekdays: [1, 3], from: '13:00', until: '24:00' }], dangerWords: ['drill groep'] },
    words: {
      banner: { text: { nl: 'Dicht', en: null }, from: '2026-11-20', until: '2026-11-21' },
      crisisNumbers: [{ name: { nl: 'Wijkteam', en: null }, phone: '14070' }],
    },
    singleSignOn: {
      createAccounts: true,
      rules: [
        { claim: 'roles', value: 'cm', roles: ['casemanager', 'coordinator'], team: null },
        { claim: 'groups', value: 'noord', roles: [], team: 'Team Noord' },
      ],
    },
  });
  for (const page of Object.keys(settingsPages) as Page[]) {
    const given = givenOf(page, filledIn(page, stored), '2026-11-20');
    const again = settingsSchema.parse(given);
    for (const name of settingsParts[settingsPages[page].part])
      assert.deepEqual(again[name], stored[name], `${page}: ${name}`);
  }
});

test('a change is shown before it is saved, holds at once, and can be undone from its history', async () => {
  const { check, sure } = await save('boeken', { noticeMinutes: '60' });
  assert.deepEqual(check.changes, [
    { label: 'Zo lang van tevoren boeken', before: '120 minuten', after: '60 minuten' },
  ]);
  assert.ok(sure.kind === 'redirect' && /done=saved$/.test(sure.to));
  assert.equal((await settings()).noticeMinutes, 60);
  const { changes } = await readChanges(manager, { kind: 'settings', subject: 'booking' });
  assert.ok((await undoConfiguration(manager, changes[0]?.id ?? 0)).ok);
  assert.equal((await settings()).noticeMinutes, 120);
});

test('of two beheerders with one page the second is told, and sees how it is now', async () => {
  const form = await formOf('boeken', { noticeMinutes: '60' });
  await save('boeken', { noticeMinutes: '90' });
  const { page: looked } = await refused(settingsStep, { ...path('boeken'), form });
  const second = { ...form, sure: looked.check?.word ?? '' };
  const { page: view, status } = await refused(settingsStep, { ...path('boeken'), form: second });
  assert.equal(status, 409);
  assert.match(view.errors.summary[0]?.message ?? '', /Iemand anders heeft dit net veranderd/);
  assert.equal(view.fields.noticeMinutes, '90');
});

test('of hours it is told on which day they are wrong, and what is no time is told once', async () => {
  const name = 'Wanneer het team de telefoon opneemt';
  assert.deepEqual(await wrongIn('contact', { 'openingHours/1/0/from': '25' }), [
    `openingHours/1/0/from ${name}, maandag: vul een tijd in zoals 9:00.`,
  ]);
  assert.deepEqual(await wrongIn('contact', { 'openingHours/2/0/until': '8' }), [
    `openingHours/2/0/until ${name}, dinsdag: laat het einde na het begin komen.`,
  ]);
});

/** The rows of ages as they ship, without anything in them. */
function emptied(columns: number, path: string): Record<string, string> {
  const names = groupsOf('leeftijden').flatMap(({ fields }) =>
    fields.flatMap((field) => (field.kind === 'rows' ? field.columns.map((one) => one.path) : [])),
  );
  assert.equal(names.length, columns);
  return Object.fromEntries([0, 1].flatMap((row) => names.map((name) => [`${path}/${row}/${name}`, ''])));
}

test('rules for claims are saved with their roles and team, and a role that nobody has is refused', async () => {
  const rule = { 'singleSignOn/rules/0/claim': 'groups', 'singleSignOn/rules/0/value': 'noord' };
  const roles = 'singleSignOn/rules/0/roles';
  const { check } = await save('inloggen', { ...rule, [roles]: 'coordinator,casemanager' });
  assert.deepEqual(check.changes, [
    {
      label: 'Wie krijgt welke rol of welk team',
      before: 'niets',
      after: 'groups, noord, niets, Casemanager + Coördinator',
    },
  ]);
  const { rules } = (await settings()).singleSignOn;
  assert.deepEqual(rules, [
    { claim: 'groups', value: 'noord', roles: ['coordinator', 'casemanager'], team: null },
  ]);
  const wrong = await wrongIn('inloggen', { ...rule, [roles]: 'koning' });
  assert.match(wrong.join(), /Wie krijgt welke rol of welk team, regel 1: /);
});

test('the privacy statement waits until the gemeente says who it is, and stays from then on', async () => {
  const privacy = {
    'privacy/controller/name': 'Het college',
    'privacy/controller/address': 'Plein 1',
    'privacy/controller/email': 'privacy@example.nl',
    'privacy/officer/email': 'fg@example.nl',
  };
  const form = await formOf('verklaringen', privacy);
  assert.deepEqual(
    Object.entries(form).filter(([name]) => name === 'privacy/authority/name'),
    [['privacy/authority/name', 'Autoriteit Persoonsgegevens']],
  );
  const { page: looked } = await refused(settingsStep, { ...path('verklaringen'), form });
  const sure = { ...form, sure: looked.check?.word ?? '' };
  const { page: early } = await refused(settingsStep, { ...path('verklaringen'), form: sure });
  assert.match(early.errors.summary[0]?.message ?? '', /vul eerst de pagina Contact in/);
  await save('contact', { municipality: 'Voorbeeldstad' });
  await save('verklaringen', privacy);
  const { changes } = await readChanges(manager, { kind: 'settings' });
  for (const { id, subject } of changes) {
    const undone = await undoConfiguration(manager, id);
    assert.ok(!undone.ok && undone.error === 'invalid', subject);
  }
  assert.equal((await settings()).privacy?.officer.email, 'fg@example.nl');
});

test('a page with more rows than it has room for loses none of them', async () => {
  const rules = Array.from({ length: 31 }, (_, at) => ({ claim: 'groups', value: `${at}`, roles: [] }));
  await ground.db.insert(tables.settings).values({ values: { singleSignOn: { rules } } });
  ground.ctx.bus.say({ roster: true });
  const { page: view } = await shown(settingsStep, path('inloggen'));
  assert.equal(view.isTooLong, true);
  const form = { 'singleSignOn/name': 'werk', version: String(view.version) };
  const { status } = await refused(settingsStep, { ...path('inloggen'), form });
  assert.equal(status, 422);
  assert.equal((await settings()).singleSignOn.rules.length, 31);
});

test('what is wrong is said in Dutch, at its field, with what to do', async () => {
  const cases: [Page, Record<string, string>, RegExp][] = [
    ['boeken', { noticeMinutes: '-1' }, /^noticeMinutes .*heel getal.* van 0 tot en met 20160/],
    ['boeken', { horizonDays: 'veel' }, /^horizonDays .*heel getal/],
    ['contact', { phone: 'bel mij' }, /^phone .*telefoonnummer in, zoals/],
    ['contact', { email: 'team' }, /^email .*e-mailadres in, zoals/],
    ['contact', { quickExitUrl: 'javascript:alert(1)' }, /^quickExitUrl .*https/],
    ['contact', { 'openingHours/2/0/until': '8' }, /^openingHours\/2\/0\/until .*einde na het begin/],
    [
      'contact',
      { 'openingHours/1/1/from': '16', 'openingHours/1/1/until': '18' },
      /^openingHours\/1\/0\/from .*overlappen/,
    ],
    ['chat', { 'chat/dangerWords': 'drill\n<b>' }, /^chat\/dangerWords .*regel 2: gebruik alleen letters/],
    [
      'teksten',
      {
        'words/banner/text/nl': 'x'.repeat(5000),
        'words/banner/from': 'vandaag',
        'words/banner/until': 'morgen',
      },
      /^words\/banner\/text\/nl .*hooguit 300 tekens/,
    ],
    [
      'teksten',
      {
        'words/banner/text/nl': '<b>Dicht</b>',
        'words/banner/from': '1-12-2026',
        'words/banner/until': '2-12-2026',
      },
      /^words\/banner\/text\/nl .*gewone tekst/,
    ],
    [
      'teksten',
      {
        'words/banner/text/nl': 'Dicht',
        'words/banner/from': '2-12-2026',
        'words/banner/until': '1-12-2026',
      },
      /^words\/banner\/until .*eerste dag of een latere/,
    ],
    [
      'mail',
      { 'mailAdditions/moved/nl': 'Over {topic}' },
      /^mailAdditions\/moved\/nl .*accolades alleen \{day\}, \{time\}/,
    ],
    [
      'teksten',
      { 'words/crisisNumbers/0/name/nl': 'Wijkteam' },
      /^words\/crisisNumbers\/0\/phone Telefoon, regel 1: vul een telefoonnummer/,
    ],
    [
      'schoolvakanties',
      { 'schoolHolidays/0/name': 'Kerst', 'schoolHolidays/0/from': '31 februari' },
      /^schoolHolidays\/0\/from .*dag in die bestaat/,
    ],
    ['verklaringen', { 'accessibility/status': 'A' }, /accessibility\/examinedOn .*dag in die bestaat/],
    ['leeftijden', { 'ageLimits/2/vanaf': '1-1-2020' }, /Leerplicht vanaf, regel 3: .*van 0 tot en met 120/],
    [
      'leeftijden',
      { 'ageLimits/0/vanaf': '1-1-2027' },
      /^ageLimits Leeftijden: zet de regels op volgorde van hun dag/,
    ],
    ['leeftijden', emptied(9, 'ageLimits'), /^ageLimits Leeftijden: laat minstens één regel staan/],
    ['inloggen', { 'singleSignOn/createAccounts': 'maybe' }, /createAccounts .*kies ja of nee/],
    ['inloggen', { 'signIn/trustedDeviceDays': '91' }, /van 0 tot en met 90/],
    ['inloggen', { 'singleSignOn/rules/0/claim': 'groups' }, /rules\/0\/value Waarde van de claim, regel 1/],
    ['grenzen', { 'limits/signInsPerAccount': '0' }, /^limits\/signInsPerAccount .*heel getal/],
    ['boeken', { colour: 'red' }, /^ Dit formulier past niet/],
    ['boeken', {}, /^ Je hebt niets veranderd/],
  ];
  for (const [page, changes, expected] of cases) {
    const said = await wrongIn(page, changes);
    assert.ok(
      said.some((one) => expected.test(one)),
      `${expected}: ${said.join(' | ')}`,
    );
  }
  assert.deepEqual(await settings(), settingsSchema.parse({}));
});

const looks = { path: '/medewerker/beheer/huisstijl' };

test('a colour that cannot be read is refused with its contrast, and the one that is offered is taken', async () => {
  const { page: before } = await shown(looksStep, looks);
  const form = { ...before.fields, version: String(before.version), 'link.light': '#ffcc00' };
  const { page: view } = await refused(looksStep, { ...looks, form });
  assert.match(view.errors.of['link.light'] ?? '', /#ffcc00 .* contrast van 1,2\. Nodig is 4,5/);
  const nearest = view.nearest['link.light'] ?? '';
  const { page: taken } = await refused(looksStep, {
    ...looks,
    form: { ...form, take: `link.light=${nearest}` },
  });
  assert.equal(taken.fields['link.light'], nearest);
  assert.equal(taken.check?.link?.light, nearest);
  await take(looksStep, { ...looks, form: { ...form, 'link.light': nearest, does: 'colours' } });
  assert.equal((await settings()).theme.link?.light, nearest);
  const forged = await saveTheme(
    manager,
    { action: null, header: null, link: { light: '#ffcc00', dark: null } },
    0,
  );
  assert.ok(!forged.ok && forged.error === 'contrast');
});

const svg = (fill: string) =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="${fill}" d="M0 0h9v9z"/></svg>`,
  );

test('a logo is shown once somebody chose it and said what it says, and stays for who undoes', async () => {
  const uploaded = await uploadLogo(manager, svg('#000'));
  const tried = await uploadLogo(manager, svg('#111'));
  assert.ok(uploaded.ok && tried.ok);
  const { page: view } = await shown(looksStep, { path: `${looks.path}?logo=${uploaded.hash}` });
  assert.deepEqual([view.logo, view.tried?.hash, view.tried?.width], [null, uploaded.hash, 9]);
  const form = {
    does: 'logo',
    hash: uploaded.hash,
    version: '0',
    'alt.nl': 'Gemeente Voorbeeldstad',
    'alt.en': '',
  };
  const { page: silent } = await refused(looksStep, { ...looks, form });
  assert.match(silent.errors.of['alt.en'] ?? '', /wat het logo zegt/);
  const unknown = await refused(looksStep, {
    ...looks,
    form: { ...form, 'alt.en': 'x', hash: 'a'.repeat(64) },
  });
  assert.match(unknown.page.errors.summary[0]?.message ?? '', /is er niet meer/);
  await take(looksStep, { ...looks, form: { ...form, 'alt.en': 'Municipality' } });
  assert.deepEqual((await settings()).logo, {
    hash: uploaded.hash,
    type: 'svg',
    width: 9,
    height: 9,
    alt: { nl: 'Gemeente Voorbeeldstad', en: 'Municipality' },
  });
  const { version } = await readLooks(manager);
  await take(looksStep, { ...looks, form: { does: 'logo-off', version: String(version) } });
  assert.equal((await settings()).logo, null);
  ground.clock.set('2026-11-22T10:00:00+01:00');
  await forgetLogos(ground.ctx);
  const left = await ground.sql`select hash from logos`;
  assert.deepEqual(
    [...left].map(({ hash }) => hash),
    [uploaded.hash],
  );
});
