import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { hashPassword } from '#server/accounts/passwords.ts';
import { book } from '#server/booking/book.ts';
import { claimPurpose } from '#server/demo/purpose.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { putInLine } from '#server/walkIn/putInLine.ts';
import { signInStep } from '../../src/account/signInStep.ts';
import { bookStep } from '../../src/desk/bookStep.ts';
import { refreshValue } from '../../src/desk/form.ts';
import { ownStep } from '../../src/desk/ownStep.ts';
import { exceptionsStep } from '../../src/exceptions/exceptionsStep.ts';
import { outsideStep } from '../../src/exceptions/outsideStep.ts';
import { hoursStep } from '../../src/hours/hoursStep.ts';
import { repliesStep } from '../../src/inbox/repliesStep.ts';
import { findStep } from '../../src/search/findStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeCasemanager, staffCtx } from '../support/factories.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// The steps behind the pages of the portal that are not about one afspraak, called as their pages call them.

const account = { email: 'noor@example.nl', password: 'een goed wachtwoord' };
let ground: RaceGround;
let ctx: Ctx;
let noor: string;
let sessionId: string;

before(async () => {
  ground = await raceGround(0);
  await claimPurpose(ground.db, 'demo');
  const passwordHash = await hashPassword(account.password);
  const meetingLink = 'https://video.example.nl/noor';
  noor = await makeCasemanager(ground.db, [{ locationId: 'centrum' }], {
    email: account.email,
    passwordHash,
    meetingLink,
  });
  ctx = staffCtx(ground.ctx, noor);
  sessionId = hashToken(await ctx.sessions.begin(noor));
});
after(() => ground.close());
beforeEach(async () => {
  await emptyTables(ground.sql, 'appointments', 'availability_exceptions');
  ground.ctx.bus.say({ roster: true });
});

const { take, shown, refused } = stepTaker(() => ({ ctx, sessionId }));
const visitor = stepTaker(() => ({ ctx: jongereCtx(ground.ctx) }));
const redirect = (to: string) => ({ kind: 'redirect', to });
const nothing = (status: 400 | 404) => ({ kind: 'nothing', status });

test('what is no form is told apart on every page that takes one, and so is a casemanager of nowhere', async () => {
  for (const step of [bookStep, findStep, ownStep, repliesStep, hoursStep, exceptionsStep, outsideStep])
    assert.deepEqual(await take<unknown>(step, { path: '/page', form: null }), nothing(400));
  assert.deepEqual(await visitor.take(signInStep, { path: '/page', form: null }), nothing(400));
  const path = `/page?who=${crypto.randomUUID()}`;
  for (const step of [hoursStep, exceptionsStep, outsideStep])
    assert.deepEqual(await take<unknown>(step, { path }), nothing(404));
});

test('who signs in goes on with a cookie, who cannot is told why, and who is signed in goes on', async () => {
  const path = '/medewerker/inloggen?back=%2Fmedewerker%2Fweek';
  const fresh = await visitor.shown(signInStep, { path });
  assert.deepEqual([fresh.status, fresh.page.errors.summary], [200, []]);
  const empty = await visitor.shown(signInStep, { path, form: { email: 'noor', password: '' } });
  assert.deepEqual([empty.status, empty.page.email, empty.page.errors.summary.length], [422, 'noor', 2]);
  const wrong = await visitor.shown(signInStep, { path, form: { ...account, password: 'iets anders' } });
  assert.deepEqual([wrong.status, wrong.page.errors.summary.map(({ field }) => field)], [422, ['email']]);
  const done = await visitor.take(signInStep, { path, form: account });
  assert.ok(done.kind === 'redirect');
  // Others tried before: that is told first.
  assert.equal(done.to, '/medewerker/pogingen?back=%2Fmedewerker%2Fweek');
  assert.ok((done.cookies ?? []).length > 0);
  assert.deepEqual(await take(signInStep, { path }), redirect('/medewerker/week'));
});

test('a week that is saved leads back to it, a button changes the draft only, and what is wrong comes again', async () => {
  const path = '/medewerker/werktijden';
  const { page } = await shown(hoursStep, { path });
  assert.deepEqual([page.from, page.tableFrom, page.wrongDate], ['2026-11-20', '2026-11-20', false]);
  const later = (await shown(hoursStep, { path: `${path}?from=2026-12-07` })).page;
  assert.deepEqual([later.from, later.tableFrom], ['2026-12-07', '2026-11-20']);
  assert.equal((await shown(hoursStep, { path: `${path}?from=2020-01-01` })).page.wrongDate, true);
  const part = (from: string, until: string) => ({
    from: page.from,
    until: '',
    version: String(page.draft.version),
    'part-0-weekday': '1',
    'part-0-weeks': 'alle',
    'part-0-from': from,
    'part-0-until': until,
    'part-0-location': 'centrum',
    'part-0-modality': 'op-locatie',
  });
  const more = await refused(hoursStep, { path, form: { ...part('09:00', '12:00'), action: 'add-2' } });
  assert.deepEqual([more.status, more.page.draft.parts.map(({ weekday }) => weekday)], [200, [1, 2]]);
  const wrong = await refused(hoursStep, { path, form: { ...part('12:00', '09:00'), action: 'save' } });
  assert.deepEqual([wrong.status, wrong.page.errors.summary.length > 0], [422, true]);
  const form = { ...part('09:00', '12:00'), action: 'save' };
  assert.deepEqual(await take(hoursStep, { path, form }), redirect(`${path}?from=${page.from}&done=saved`));
  const stale = await refused(hoursStep, { path, form: { ...part('10:00', '12:00'), action: 'save' } });
  assert.deepEqual([stale.status, stale.page.changed?.rules.length], [409, 1]);
  assert.equal(stale.page.draft.version, stale.page.changed?.version, 'saving again puts this week over it');
  await ground.sql`delete from weekly_rules where casemanager_id = ${noor}`;
  await ground.sql`
    insert into weekly_rules
      (casemanager_id, location_id, weekday, weeks, from_time, until_time, valid_from, modalities)
    select ${noor}::uuid, 'centrum', day, 'alle', '09:00', '17:00', '2020-01-01', '{op-locatie,telefoon,video}'
    from generate_series(1, 5) as day`;
});

test('leave that hits an afspraak leads to what is outside now, and what is wrong comes again', async () => {
  const path = '/medewerker/uitzonderingen';
  const leave = {
    what: 'verlof',
    dateFrom: '2026-11-23',
    dateUntil: '',
    duration: 'whole',
    action: 'save',
  };
  const wrong = await refused(exceptionsStep, { path, form: { ...leave, dateFrom: 'ooit' } });
  assert.deepEqual([wrong.status, wrong.page.form.draft.dateFrom], [422, 'ooit']);
  assert.deepEqual(await take(exceptionsStep, { path, form: leave }), redirect(`${path}?done=saved`));
  const [one] = (await shown(exceptionsStep, { path })).page.found.exceptions;
  const { page } = await shown(exceptionsStep, { path: `${path}?change=${one?.id}` });
  assert.equal(page.form.change?.version, one?.version);
  const gone = await refused(exceptionsStep, {
    path,
    form: { action: 'remove', id: one?.id ?? '', version: '0' },
  });
  assert.deepEqual([gone.status, gone.page.refusal?.standing?.lines.length], [409, 1]);

  await emptyTables(ground.sql, 'availability_exceptions');
  ground.ctx.bus.say({ roster: true });
  const booked = await book(ground.ctx, request('10:00'));
  assert.ok(booked.ok);
  const outside = '/medewerker/buiten-werktijd';
  assert.deepEqual(await take(exceptionsStep, { path, form: leave }), redirect(`${outside}?done=saved`));
  const { id } = booked.appointment;
  const { toDecide, causes, saved } = (await shown(outsideStep, { path: `${outside}?done=saved` })).page;
  assert.deepEqual([toDecide.map((row) => row.id), causes.length, saved], [[id], 1, true]);
  const none = await refused(outsideStep, { path: outside, form: { [`version-${id}`]: '0' } });
  assert.deepEqual([none.status, none.page.errors.summary.length], [422, 1]);
  const word = { [`version-${id}`]: '0', 'message-all': 'Ik ben er niet.' };
  const unchosen = await refused(outsideStep, { path: outside, form: word });
  assert.deepEqual([unchosen.status, unchosen.page.forAll?.message], [422, 'Ik ben er niet.']);
  const long = await refused(outsideStep, {
    path: outside,
    form: { ...word, 'message-all': 'n'.repeat(501), 'for-all': 'ask' },
  });
  assert.deepEqual([long.status, long.page.errors.summary.length], [422, 1]);
  const stale = await refused(outsideStep, {
    path: outside,
    form: { [`version-${id}`]: '7', [`what-${id}`]: 'keep' },
  });
  assert.equal(stale.status, 409);
  const keep = { [`version-${id}`]: '0', [`what-${id}`]: 'keep' };
  const kept = await take(outsideStep, { path: outside, form: keep });
  assert.ok(kept.kind === 'redirect');
  // With the act in the history that takes it back.
  assert.match(kept.to, /^\/medewerker\/buiten-werktijd\?kept=1&undo=\d+$/);
  assert.equal((await shown(outsideStep, { path: `${outside}?kept=1` })).page.done.length, 1);
});

test('own settings are saved over what the page showed only', async () => {
  const path = '/medewerker/instellingen';
  const { page } = await shown(ownStep, { path });
  const form = (link: string, maximum: string) => ({
    link,
    maximum,
    version: String(page.version),
  });
  const wrong = await refused(ownStep, { path, form: form('geen link', '99') });
  assert.deepEqual(
    [wrong.status, wrong.page.errors.summary.map(({ field }) => field)],
    [422, ['link', 'maximum']],
  );
  assert.deepEqual(wrong.page.fields, { link: 'geen link', maximum: '99' });
  const to = redirect(`${path}?done=saved`);
  assert.deepEqual(await take(ownStep, { path, form: form(page.fields.link ?? '', '7') }), to);
  const stale = await refused(ownStep, { path, form: form(page.fields.link ?? '', '8') });
  assert.deepEqual(
    [stale.status, stale.page.changed?.dailyMaximum, stale.page.version],
    [409, 7, stale.page.changed?.version],
  );
  await ground.sql`update staff set daily_maximum = 48 where id = ${noor}`;
});

test('a search stays with the session, and its question in no address', async () => {
  const path = '/medewerker/zoeken';
  const before = (await shown(findStep, { path })).page;
  assert.deepEqual([before.query, before.answer, before.error], [undefined, null, null]);
  const empty = await refused(findStep, { path, form: { query: ' ' } });
  assert.deepEqual([empty.status, empty.page.error], [422, 'empty']);
  assert.ok((await book(ground.ctx, request('10:00'))).ok);
  const found = await refused(findStep, { path, form: { query: 'Sam' } });
  assert.deepEqual([found.page.query, found.page.answer?.toCome.length], ['Sam', 1]);
});

test('the desk shows times again and again, books once, and asks before it books beside another afspraak', async () => {
  const path = '/medewerker/nieuw';
  const { page } = await shown(bookStep, { path: `${path}?date=2026-11-23&time=08:00` });
  assert.deepEqual([page.gap, page.form.from], [Date.parse('2026-11-23T08:00:00+01:00'), '2026-11-23']);
  const values = {
    key: page.key,
    topic: 'kort',
    manner: 'op-locatie/centrum',
    who: noor,
    from: '23-11-2026',
    start: `${at('10:00')} op-locatie/centrum`,
    name: 'Noa',
    ageGroup: '18-22',
    email: 'noa@example.com',
  };
  const fresh = await shown(bookStep, { path, form: { ...values, action: refreshValue } });
  assert.equal(fresh.status, 200);
  const wrong = await refused(bookStep, { path, form: { ...values, name: '', action: 'book' } });
  assert.deepEqual([wrong.status, wrong.page.errors.of.name !== undefined], [422, true]);
  const done = await take(bookStep, { path, form: { ...values, action: 'book' } });
  assert.match(done.kind === 'redirect' ? done.to : '', /^\/medewerker\/nieuw\/[\w-]{36}\?undo=\d+$/);
  assert.deepEqual(await take(bookStep, { path, form: { ...values, action: 'book' } }), done);
  const id = done.kind === 'redirect' ? (/[\w-]{36}/.exec(done.to)?.[0] ?? '') : '';
  const next = { ...values, key: 'other', seen: id, action: 'book' };
  const taken = await refused(bookStep, { path, form: { ...next, email: 'sem@example.com' } });
  assert.deepEqual([taken.status, taken.page.gone, taken.page.chosen], [409, 'taken', null]);
  assert.ok(taken.page.near.length > 0, 'the nearest others are offered');
  assert.equal(taken.page.form.fields.email, 'sem@example.com');
  const other = await refused(bookStep, { path, form: { ...next, manner: 'video' } });
  assert.deepEqual([other.status, Object.keys(other.page.errors.of)], [422, ['start']]);
});

test('who waits in the line is filled in, and is no longer there once booked; who left meanwhile is booked apart', async () => {
  const path = '/medewerker/nieuw';
  const walkIn = randomUUID();
  const put = { id: walkIn, location: 'centrum', topic: 'kort', firstName: 'Rachid' };
  assert.ok((await putInLine(ctx, put)).ok);
  const { page } = await shown(bookStep, { path: `${path}?walkIn=${walkIn}` });
  const { topic, who, manner, fields } = page.form;
  assert.deepEqual(
    [page.walkIn?.state, topic?.id, who, manner?.location?.id, fields.name],
    ['waiting', 'kort', 'anybody', 'centrum', 'Rachid'],
  );
  const values = {
    walkIn,
    key: page.key,
    topic: 'kort',
    manner: 'op-locatie/centrum',
    who,
    start: `${at('10:00')} op-locatie/centrum`,
    name: 'Rachid',
    ageGroup: '18-22',
    action: 'book',
  };
  const done = await take(bookStep, { path, form: values });
  assert.match(
    done.kind === 'redirect' ? done.to : '',
    /^\/medewerker\/nieuw\/[\w-]{36}\?place=centrum&undo=\d+$/,
  );
  assert.deepEqual(await take(bookStep, { path, form: values }), done);
  const again = await refused(bookStep, {
    path,
    form: { ...values, key: 'other', start: `${at('11:00')} op-locatie/centrum` },
  });
  assert.deepEqual([again.status, again.page.walkIn?.state], [409, 'booked']);
  assert.equal((await shown(bookStep, { path: `${path}?walkIn=${randomUUID()}` })).page.walkIn, null);
});

test('the first free time stands chosen, and who is known fills in the form', async () => {
  const path = '/medewerker/nieuw';
  const booked = await book(ground.ctx, request('10:00'));
  assert.ok(booked.ok);
  const { id, name, email, ageGroup } = booked.appointment;
  const { page } = await shown(bookStep, { path: `${path}?name=${name}&date=ma&topic=kort` });
  assert.deepEqual([page.form.fields.name, page.form.from, page.form.who], [name, '2026-11-23', noor]);
  assert.deepEqual([page.chosen?.modality, page.chosen?.location], ['op-locatie', 'centrum']);
  assert.deepEqual(page.chosen, page.times.days[0]?.times[0]);
  assert.deepEqual(
    page.people.map(({ appointments }) => appointments[0].id),
    [id],
  );
  const picked = await shown(bookStep, {
    path,
    form: { key: page.key, name: (name ?? '').slice(0, 2), phone: '', take: id, action: refreshValue },
  });
  const { fields } = picked.page.form;
  assert.deepEqual([fields.name, fields.email, fields.ageGroup], [name, email, ageGroup]);
  assert.deepEqual(picked.page.people, [], 'who is filled in is offered no more');
  assert.deepEqual(
    picked.page.known.map((one) => one.id),
    [id],
  );
  for (const take of ['geen id', crypto.randomUUID()]) {
    const none = await shown(bookStep, { path, form: { name: 'Noa', take, action: refreshValue } });
    assert.equal(none.page.form.fields.name, 'Noa');
  }
  const gap = await shown(bookStep, { path: `${path}?date=2026-11-23&time=10:00&topic=kort` });
  assert.deepEqual([gap.page.gap, gap.page.chosen], [Date.parse(at('10:00')), null], 'it is taken');
  const free = await shown(bookStep, { path: `${path}?date=2026-11-23&time=11:00&topic=kort` });
  assert.deepEqual([free.page.gap, free.page.chosen?.start], [null, Date.parse(at('11:00'))]);
});

test('an answer at hand is saved under a word, and what is wrong with it comes again', async () => {
  const path = '/medewerker/chat/antwoorden';
  const form = { shortcut: 'twee woorden', body: 'Dag', whose: 'own' };
  const wrong = await refused(repliesStep, { path, form });
  assert.deepEqual([wrong.status, wrong.page.fields.shortcut], [422, 'twee woorden']);
  assert.deepEqual(Object.keys(wrong.page.errors.of), ['shortcut']);
  const empty = await refused(repliesStep, { path, form: {} });
  assert.deepEqual(
    empty.page.errors.summary.map(({ field }) => field),
    ['shortcut', 'body', 'whose'],
  );
  const saved = redirect(`${path}?done=saved`);
  assert.deepEqual(await take(repliesStep, { path, form: { ...form, shortcut: 'dag' } }), saved);
  const [reply] = (await shown(repliesStep, { path })).page.replies;
  assert.equal(
    (await shown(repliesStep, { path: `${path}?change=${reply?.id}` })).page.fields.shortcut,
    'dag',
  );
  const twice = await refused(repliesStep, { path, form: { ...form, shortcut: 'dag' } });
  assert.deepEqual([twice.status, Object.keys(twice.page.errors.of)], [409, ['shortcut']]);
  const removed = { ...form, shortcut: 'weg', id: crypto.randomUUID() };
  const gone = await refused(repliesStep, { path, form: removed });
  assert.deepEqual(
    [gone.status, gone.page.fields.shortcut, gone.page.fields.id],
    [409, 'weg', undefined],
    'it can be saved as a new one',
  );
});
