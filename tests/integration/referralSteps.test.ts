import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import type { Ctx } from '#server/http/context.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { findBookedTogether } from '#server/referral/findBookedTogether.ts';
import { readConsent } from '#server/referral/readConsent.ts';
import { readReferral } from '#server/referral/readReferral.ts';
import { referByForm } from '#server/referral/referWithoutAccount.ts';
import { readOpenReferrals } from '#server/referral/teamReferrals.ts';
import { takeUpStep } from '../../src/openReferrals/takeUpStep.ts';
import { changeStep } from '../../src/street/changeStep.ts';
import { listStep } from '../../src/street/listStep.ts';
import { knownStep } from '../../src/street/offline/knownStep.ts';
import { takeWaiting } from '../../src/street/offline/sendStep.ts';
import { referralStep } from '../../src/street/referralStep.ts';
import { referStep } from '../../src/street/referStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { at } from '../support/raceGround.ts';
import {
  bookedTogether,
  formReferral,
  invited,
  type ReferralGround,
  referralGround,
} from '../support/referralGround.ts';

// The steps behind the pages of who brings jongeren, called as their pages call them.

let ground: ReferralGround;
let sessionId: string;
let who: Ctx;
before(async () => {
  ground = await referralGround();
  const { actor } = ground.youssef;
  assert.ok(actor.kind === 'staff');
  sessionId = hashToken(await ground.ctx.sessions.begin(actor.staff.id));
});
after(() => ground.close());
beforeEach(async () => {
  who = ground.youssef;
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'referrals', 'referral_shortages', 'idempotency_keys');
  ground.ctx.bus.say({ roster: true, agenda: [...ground.staff] });
});

const { take, shown, refused } = stepTaker(() => ({ ctx: who, sessionId }));
type Values = Record<string, string>;
const key = 'a-key-of-this-form';
const sam: Values = {
  key,
  firstName: 'Sam',
  contactOf: 'jongere',
  phone: '06 12345678',
  ageGroup: '18-22',
  residence: 'here',
  language: 'nl',
  topic: 'kort',
  told: 'Sam komt liever in de ochtend',
};

const asked = (form?: Values, way = 'samen') => ({
  path: `/jongerenwerk/nieuw/${way}`,
  params: { way },
  ...(form && { form }),
});

/** Sends one screen, and gives the screen that then stands there. */
const send = (step: string, values: Values, more: Values = {}, way = 'samen') =>
  refused(referStep, asked({ action: 'next', ...values, ...more, step }, way));

const agreed = async () => ({ consent: 'yes', consentVersion: (await readConsent(who, 'nl')).version });

/** Sends the last screen: gives the page of the referral that it leads to. */
async function made(step: string, form: Values, way = 'samen') {
  const sent = await take(referStep, asked({ action: 'next', ...form, step }, way));
  assert.ok(sent.kind === 'redirect', sent.kind);
  const { pathname, search } = new URL(sent.to, 'http://doorstart.test');
  const id = pathname.split('/')[2] ?? '';
  assert.notEqual(id, 'nieuw');
  return { id, page: (await shown(referralStep, { path: pathname + search, params: { id } })).page };
}

test('screen after screen carries on what was typed, and an afspraak stands at the end with its link', async () => {
  const first = await shown(referStep, asked());
  assert.deepEqual([first.page.step, first.page.fields.messages], ['who', 'only-appointment']);
  const what = await send('who', { ...sam, topic: '' });
  assert.deepEqual([what.status, what.page.step, what.page.fields.firstName], [200, 'what', 'Sam']);
  const needs = await send('what', sam);
  assert.equal(needs.page.step, 'needs');
  const consent = await send('needs', sam, { companion: 'jongerenwerker' });
  assert.deepEqual([consent.page.step, consent.page.fields.told], ['consent', sam.told]);
  const when = await send('consent', sam, await agreed());
  assert.equal(when.page.step, 'when');
  assert.equal(when.page.key, key);
  assert.ok(when.page.when && when.page.when.times.days.length > 0);
  const form = { ...sam, ...(await agreed()), start: `${at('10:00')} op-locatie/centrum` };
  const { id, page } = await made('when', form);
  assert.equal(page.referral.status.status, 'appointment');
  assert.match(page.booked?.url ?? '', /\/mijn-afspraak\/[\w-]+$/);
  assert.match(page.booked?.qr ?? '', /^data:image\/svg/);
  assert.equal(page.madeKey, key);
  // Sent once more, as after a line that dropped, it is the same one.
  assert.equal((await made('when', form)).id, id);
});

/** Of the one who is first, hours are for home visits alone. */
async function visitHome() {
  const [own] = ground.staff;
  await ground.sql`update weekly_rules set modalities = '{huisbezoek}' where casemanager_id = ${own ?? ''}`;
  ground.ctx.bus.say({ roster: true });
  return async () => {
    await ground.sql`update weekly_rules set modalities = '{op-locatie,telefoon,video}'`;
    ground.ctx.bus.say({ roster: true });
  };
}
const visitAddress = 'Voorbeeldlaan 1, Den Haag';
const addresses = async () =>
  (await ground.sql`select visit_address as at from appointments`).map((row) => row.at);

test('a home visit takes an address, which who refers does not see again', async () => {
  const end = await visitHome();
  const form = { ...sam, ...(await agreed()), start: `${at('10:00')} huisbezoek` };
  const nowhere = await send('when', form);
  assert.deepEqual([nowhere.page.step, Object.keys(nowhere.page.errors.of)], ['when', ['visitAddress']]);
  assert.equal(nowhere.page.when?.chosen?.modality, 'huisbezoek');
  const { id, page } = await made('when', { ...form, visitAddress });
  assert.equal(page.referral.status.status, 'appointment');
  assert.deepEqual(await addresses(), [visitAddress]);
  const read = await readReferral(who, id);
  assert.ok(read.ok && !JSON.stringify([read, page.booked?.calendar]).includes('Voorbeeldlaan'));
  await end();
});

test('who takes up a referral goes where the jongere lives, or is asked where that is', async () => {
  const end = await visitHome();
  const sent = await referByForm(ground.jongere, await formReferral(ground.jongere), 'visit');
  assert.ok(sent.ok);
  who = ground.coordinator;
  const [open] = await readOpenReferrals(who);
  const id = open?.id ?? '';
  const form = { act: 'book', key: 'visit', start: `${at('10:00')} huisbezoek` };
  const ask = (more: Values) => ({
    path: `/medewerker/aanmeldingen/${id}`,
    params: { id },
    form: { ...form, ...more },
  });
  const nowhere = await refused(takeUpStep, ask({ visitAddress: 'Laan' }));
  assert.deepEqual([nowhere.status, Object.keys(nowhere.page.errors.of)], [422, ['visitAddress']]);
  assert.equal(nowhere.page.booking?.visitAddress, 'Laan');
  assert.equal((await take(takeUpStep, ask({ visitAddress }))).kind, 'redirect');
  assert.deepEqual(await addresses(), [visitAddress]);
  await end();
});

test('the private link is for who made it, for an hour', async () => {
  const { id } = await bookedTogether(ground.youssef, '10:00');
  assert.equal((await findBookedTogether(ground.youssef, id)).ok, true);
  assert.equal((await findBookedTogether(ground.fatma, id)).ok, false);
  assert.equal((await findBookedTogether(ground.kees, id)).ok, false);
  assert.equal((await findBookedTogether(ground.youssef, 'no id')).ok, false);
  ground.clock.set('2026-11-20T11:00:01+01:00');
  assert.equal((await findBookedTogether(ground.youssef, id)).ok, false);
});

test('a screen with something wrong stays, and says it at the field', async () => {
  const nothing = await send('who', { key, firstName: '' });
  assert.equal(nothing.status, 422);
  assert.deepEqual(Object.keys(nothing.page.errors.of).sort(), [
    'ageGroup',
    'contactOf',
    'firstName',
    'phone',
    'residence',
  ]);
  const urgent = await send('what', sam, { isUrgent: 'yes' });
  assert.deepEqual([urgent.page.step, Object.keys(urgent.page.errors.of)], ['what', ['urgent']]);
  const reach = await send('needs', sam, { reachBy: 'email' });
  assert.deepEqual(Object.keys(reach.page.errors.of), ['reachBy']);
  const unread = await send('consent', sam);
  assert.deepEqual([unread.page.step, Object.keys(unread.page.errors.of)], ['consent', ['consent']]);
  const timeless = await send('when', { ...sam, ...(await agreed()) });
  assert.deepEqual([timeless.page.step, Object.keys(timeless.page.errors.of)], ['when', ['start']]);
});

test('back leads to the screen before, whatever is typed; resume to where somebody was', async () => {
  const back = await send('what', { ...sam, firstName: '' }, { action: 'back' });
  assert.deepEqual([back.page.step, back.page.fields.told], ['who', sam.told]);
  const resumed = await send('who', sam, { action: 'resume', reached: 'needs' });
  assert.equal(resumed.page.step, 'needs');
  const wrong = await send('who', { ...sam, topic: 'gone' }, { action: 'resume', reached: 'needs' });
  assert.equal(wrong.page.step, 'what');
});

test('of a sentence that changed meanwhile the screen comes again, with all that was typed', async () => {
  const form = { ...sam, consent: 'yes', consentVersion: 'old', start: `${at('10:00')} op-locatie/centrum` };
  const again = await send('when', form);
  assert.deepEqual([again.status, again.page.step, again.page.refusal], [409, 'consent', 'consent-changed']);
  assert.equal(again.page.fields.told, sam.told);
});

test('a time that was taken meanwhile leads to the nearest free ones, with nothing lost', async () => {
  for (const worker of [ground.fatma, ground.kees, ground.fatma]) await bookedTogether(worker, '10:00');
  const start = `${at('10:00')} op-locatie/centrum`;
  const taken = await send('when', { ...sam, ...(await agreed()), start });
  assert.deepEqual([taken.page.step, taken.page.refusal], ['when', 'taken']);
  assert.ok(taken.page.when && taken.page.when.near.length > 0);
  assert.equal(taken.page.fields.told, sam.told);
  assert.equal(taken.page.fields.consent, 'yes');
});

test('who is 27 or lives elsewhere hears at once where there is help', async () => {
  const older = await send('who', sam, { ageGroup: '27-plus' });
  assert.deepEqual([older.page.step, older.page.elsewhere], ['who', 'age']);
  const elsewhere = await send('who', sam, { residence: 'elsewhere' });
  assert.equal(elsewhere.page.elsewhere, 'residence');
});

test('with a link the jongere chooses alone; it is shown with its code when it is made or asked for', async () => {
  const { id, page } = await made('consent', { ...sam, ...(await agreed()) }, 'link');
  assert.match(page.link?.url ?? '', /\/uitnodiging\/[\w-]+$/);
  assert.match(page.link?.qr ?? '', /^data:image\/svg/);
  const question = { path: `/jongerenwerk/${id}`, params: { id } };
  assert.equal((await shown(referralStep, question)).page.link, null);
  const again = await refused(referralStep, { ...question, form: { does: 'show' } });
  assert.equal(again.page.link?.url, page.link?.url);
  // What is shown again was not made just now: a draft of this browser stays.
  assert.deepEqual([page.madeKey, again.page.madeKey], [key, undefined]);
  const early = await refused(referralStep, { ...question, form: { does: 'remind' } });
  assert.equal(early.page.refusal, 'not-now');
});

test('a colleague sees the referral and withdraws it with a reason; another organisation sees none', async () => {
  const { id } = await invited(ground.youssef);
  const question = { path: `/jongerenwerk/${id}`, params: { id } };
  who = ground.kees;
  assert.deepEqual(await take<unknown>(referralStep, question), { kind: 'nothing', status: 404 });
  assert.deepEqual(await take<unknown>(changeStep, question), { kind: 'nothing', status: 404 });
  assert.equal((await shown(listStep, { path: '/jongerenwerk' })).page.isEmpty, true);
  who = ground.fatma;
  const { page } = await shown(referralStep, question);
  const version = String(page.referral.version);
  const unsaid = await refused(referralStep, {
    ...question,
    form: { does: 'withdraw', version, reason: '' },
  });
  assert.deepEqual(Object.keys(unsaid.page.errors.of), ['reason']);
  const gone = await take(referralStep, {
    ...question,
    form: { does: 'withdraw', version, reason: 'Sam wil het toch niet' },
  });
  assert.ok(gone.kind === 'redirect' && gone.to.endsWith('?done=withdrawn'));
  const after = await shown(referralStep, question);
  assert.equal(after.page.referral.status.status, 'withdrawn');
});

test('a change carries a reason, and stands against a change by somebody else', async () => {
  const { id } = await invited(ground.youssef);
  const question = { path: `/jongerenwerk/${id}/wijzigen`, params: { id } };
  const { page } = await shown(changeStep, question);
  const form: Values = { ...sam, version: String(page.version) };
  const unsaid = await refused(changeStep, { ...question, form });
  assert.deepEqual(Object.keys(unsaid.page.errors.of), ['reason']);
  const sent = { ...form, firstName: 'Samira', reason: 'Verkeerd gehoord' };
  assert.equal((await take(changeStep, { ...question, form: sent })).kind, 'redirect');
  const read = await readReferral(who, id);
  assert.ok(read.ok && read.referral.firstName === 'Samira' && read.referral.changes.length === 1);
  const late = await refused(changeStep, { ...question, form: { ...sent, firstName: 'Sem' } });
  assert.deepEqual([late.page.refusal, late.page.fields.firstName], ['changed', 'Samira']);
});

test('what needs something stands first; a name and a status are looked for', async () => {
  await invited(ground.youssef, { firstName: 'Zoë' });
  const missed = await bookedTogether(ground.fatma, '10:00', { firstName: 'Bo' });
  ground.clock.set('2026-11-23T11:00:00+01:00');
  const done = await recordOutcome(ground.casemanager, missed.appointment.id, {
    outcome: 'niet-verschenen',
  });
  const { page } = await shown(listStep, { path: '/jongerenwerk' });
  if (done.ok) {
    assert.deepEqual(page.toDo.map(({ row, kind }) => [row.firstName, kind])[0], ['Bo', 'no-show']);
    assert.equal(
      page.rows.some(({ firstName }) => firstName === 'Bo'),
      false,
    );
  } else assert.fail(JSON.stringify(done));
  const named = await shown(listStep, { path: '/jongerenwerk?name=zoe' });
  assert.deepEqual(
    named.page.rows.map(({ firstName }) => firstName),
    ['Zoë'],
  );
  const mine = await shown(listStep, { path: '/jongerenwerk?mine=yes&status=to-do' });
  assert.equal(
    mine.page.rows.some(({ firstName }) => firstName === 'Bo'),
    false,
  );
});

test('what is no form is told apart', async () => {
  const { id } = await invited(ground.youssef);
  const nothing = { kind: 'nothing', status: 400 };
  assert.deepEqual(await take<unknown>(referStep, { ...asked(), form: null }), nothing);
  for (const step of [referralStep, changeStep])
    assert.deepEqual(await take<unknown>(step, { path: '/x', params: { id }, form: null }), nothing);
  assert.deepEqual(await take<unknown>(referStep, asked(undefined, 'anders')), {
    kind: 'nothing',
    status: 404,
  });
});

// What waited in a browser for a connection.

const later = async (values: Values, more: Values = {}) => {
  const { actor } = who;
  assert.ok(actor.kind === 'staff');
  return takeWaiting(who, { way: 'samen', who: actor.staff.id, ...values, ...(await agreed()), ...more });
};
const startAt = (time: string) => `${new Date(at(time)).toISOString()} op-locatie/centrum`;

test('what waited for a connection is made once, however often it comes, and of nobody else', async () => {
  const form = { ...sam, start: startAt('10:00') };
  const first = await later(form);
  assert.ok(first?.state === 'sent');
  assert.deepEqual(await later(form), first);
  assert.deepEqual(await Promise.all([later(form), later(form)]), [first, first]);
  const count = async () => (await ground.sql`select from referrals`).length;
  assert.equal(await count(), 1);
  // The same key with something else in it, and the same key of a colleague and of another organisation.
  assert.deepEqual(await later({ ...form, firstName: 'Robin' }), { state: 'over' });
  const mine = who.actor.kind === 'staff' ? who.actor.staff.id : '';
  for (const other of [ground.fatma, ground.kees]) {
    who = other;
    assert.deepEqual(await later(form, { who: mine }), { state: 'not-mine' });
  }
  assert.equal(await count(), 1);
  // By their own name it is their own referral: another organisation knows nothing of the key.
  assert.deepEqual((await later({ ...form, start: startAt('11:00'), phone: '06 87654321' }))?.state, 'sent');
});

test('who reads messages goes along to the afspraak, also of what waited; what nobody said is little', async () => {
  const levels = async () =>
    (await ground.sql`select messages from appointments order by starts_at`).map(({ messages }) => messages);
  const phone = (end: string) => ({ phone: `06 1234560${end}`, key: randomUUID() });
  await later({ ...sam, ...phone('1'), start: startAt('10:00') });
  await later({ ...sam, ...phone('2'), messages: 'full', start: startAt('11:00') });
  await later({ ...sam, ...phone('3'), messages: '', start: startAt('12:00') });
  assert.deepEqual(await levels(), ['only-appointment', 'full', 'only-appointment']);
  assert.equal(
    (await later({ ...sam, ...phone('4'), messages: 'x', start: startAt('13:00') }))?.state,
    'wrong',
  );
});

test('the jongere agreed when they ticked it, not when the line came back; a clock that is wrong does not count', async () => {
  const now = ground.clock.now();
  const minute = 60_000;
  const agreedAt = async (said: number | string, time: string) => {
    const key = randomUUID();
    const answer = await later({ ...sam, key, start: startAt(time) }, { agreedAt: String(said) });
    assert.ok(answer?.state === 'sent', JSON.stringify(answer));
    const [row] = await ground.sql<{ at: number }[]>`
      select extract(epoch from consented_at)::float8 * 1000 as at from referrals where id = ${answer.id}`;
    await ground.sql`delete from appointments`;
    return row?.at;
  };
  assert.equal(await agreedAt(now - 90 * minute, '10:00'), now - 90 * minute);
  for (const wrong of [now + minute, 0, 'gisteren', now - 15 * 24 * 60 * minute])
    assert.equal(await agreedAt(wrong, '11:00'), now);
});

test('a time that was taken while offline is answered with the nearest, and nothing is made', async () => {
  for (let place = 0; place < ground.staff.length; place++)
    await bookedTogether(ground.kees, '10:00', { contact: { email: `taken${place}@example.com` } });
  const answer = await later({ ...sam, start: startAt('10:00') });
  assert.ok(answer?.state === 'taken', JSON.stringify(answer));
  const [near] = answer.near;
  assert.ok(near);
  assert.match(near.words, /\d\d:\d\d, /);
  assert.deepEqual((await later({ ...sam, start: near.value }))?.state, 'sent');
});

test('consent to another sentence is asked anew, and what is wrong is said in words', async () => {
  const form = { ...sam, start: startAt('10:00') };
  assert.deepEqual(await later(form, { consentVersion: 'older' }), { state: 'consent' });
  assert.deepEqual(await later(form, { consent: '' }), { state: 'consent' });
  assert.deepEqual(await later({ ...form, firstName: '' }), {
    state: 'wrong',
    words: ['Vul de voornaam van de jongere in.'],
  });
  const link = await later({ ...sam, way: 'link' });
  assert.equal(link?.state, 'sent');
  assert.equal(await takeWaiting(who, null), null);
  assert.equal(await takeWaiting(who, { way: 'elsewhere' }), null);
});

test('what a browser keeps for without a line is about nobody', async () => {
  await bookedTogether(ground.youssef, '10:00', { firstName: 'Zebedeus' });
  const known = await knownStep(who);
  assert.ok((known.times.kort ?? []).length > 0);
  assert.equal(known.consent.nl.version, (await readConsent(who, 'nl')).version);
  assert.doesNotMatch(JSON.stringify(known), /Zebedeus|example\.com/);
});

test('what one limit refuses is said as the page says it, and what another refuses waits as long as that says', async () => {
  const { settings } = await who.roster.current();
  const most = settings.openAppointmentsPerContact;
  const contact = { phone: '+31612345678' };
  const times = ['10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00'];
  assert.ok(times.length > most);
  for (const time of times.slice(0, most)) await bookedTogether(ground.fatma, time, { contact });
  assert.deepEqual(await later({ ...sam, start: startAt('10:00') }), {
    state: 'wrong',
    words: ['De jongere heeft dan al een afspraak', 'Kies een andere tijd.'],
  });
  const open = await later({ ...sam, start: startAt(times[most] ?? '') });
  assert.ok(open?.state === 'wrong', JSON.stringify(open));
  assert.equal(open.words[0], 'De jongere heeft al genoeg afspraken');
  who = { ...ground.kees, limits: createLimits(ground.clock, 'secret', true) };
  const { actor } = who;
  assert.ok(actor.kind === 'staff');
  for (let time = 0; time < 61; time++)
    await who.limits.consume({ name: 'referrals', most: 60, perSeconds: 3600 }, actor.staff.id);
  const often = await later({ ...sam, start: startAt('16:00'), phone: '06 87654321' });
  assert.ok(often?.state === 'later' && often.waitSeconds > 60, JSON.stringify(often));
});
