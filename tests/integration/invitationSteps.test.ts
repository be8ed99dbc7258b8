import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { findHold } from '#server/booking/findHold.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { answerCasemanager } from '#server/referral/messages.ts';
import { openInvitation } from '#server/referral/openInvitation.ts';
import { readReferralOf } from '#server/referral/teamReferrals.ts';
import { withdrawReferral } from '#server/referral/withdrawReferral.ts';
import { appointmentStep } from '../../src/appointment/appointmentStep.ts';
import { answerCheck, checkStep } from '../../src/booking/checkStep.ts';
import { detailsStep } from '../../src/booking/detailsStep.ts';
import { howStep } from '../../src/booking/howStep.ts';
import { whenStep } from '../../src/booking/whenStep.ts';
import { correctInvitationStep, correctSharedStep } from '../../src/referral/correctStep.ts';
import { detachStep } from '../../src/referral/detachStep.ts';
import { invitationStep } from '../../src/referral/invitationStep.ts';
import { sharedStep } from '../../src/referral/sharedStep.ts';
import { type Question, stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { at } from '../support/raceGround.ts';
import { bookedTogether, invited, type ReferralGround, referralGround } from '../support/referralGround.ts';

// The steps of a jongere who comes by an invitation, called as their pages call them.

let ground: ReferralGround;
before(async () => {
  ground = await referralGround();
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'referrals');
  ground.ctx.bus.say({ roster: true });
});

const { take, shown } = stepTaker(() => ({ ctx: ground.jongere }));
const by = (token: string, form?: Record<string, string>): Question => ({
  path: `/uitnodiging/${token}`,
  params: { token },
  form,
});
const correction = { firstName: 'Samira', told: '', reachNote: '', companion: 'nobody', interpreter: '' };
const person = {
  name: 'Sam',
  ageGroup: '18-22',
  email: 'sam@example.com',
  phone: '',
  note: '',
  language: 'nl',
};

async function led<Page>(step: Parameters<typeof take<Page>>[0], question: Question): Promise<string> {
  const taken = await take(step, question);
  assert.ok(taken.kind === 'redirect', JSON.stringify(taken));
  return taken.to;
}

const whenPath = (token: string) =>
  `/afspraak/wanneer?topic=kort&modality=op-locatie&location=centrum&invitation=${token}`;
const holdOf = (path: string) => path.split('/')[2] ?? '';

/** From the choice of a time to the page that asks whether it is right. */
async function upToCheck(token: string, time: string, values: Record<string, string> = {}) {
  const details = await led(whenStep, { path: whenPath(token), form: { start: at(time) } });
  assert.match(details, new RegExp(`/gegevens\\?invitation=${token}$`));
  const hold = { hold: holdOf(details) };
  const check = await led(detailsStep, { path: details, params: hold, form: { ...person, ...values } });
  assert.match(check, new RegExp(`/controle\\?invitation=${token}$`));
  return { path: check, params: hold, form: { action: 'book' } };
}

test('a link shows who referred and what was said, and leads to the picker with the topic filled in', async () => {
  const { token } = await invited(ground.youssef);
  const { status, page } = await shown(invitationStep, by(token));
  assert.ok(page.view === 'invitation');
  assert.deepEqual([status, page.isOffered, page.isFree, page.isCorrected], [200, true, true, false]);
  assert.deepEqual(
    [page.invitation.referrer.name, page.invitation.referrer.organisation],
    ['Youssef', 'De Brug'],
  );
  const how = await shown(howStep, { path: `/afspraak/hoe?topic=kort&invitation=${token}` });
  assert.deepEqual(how.page.words, { invitation: token });
  const next = await led(howStep, {
    path: `/afspraak/hoe?topic=kort&invitation=${token}`,
    form: { manner: 'op-locatie/centrum' },
  });
  assert.equal(next, whenPath(token));
});

test('who was invited finds filled in what is known, and books once with the referral attached', async () => {
  const { token } = await invited(ground.youssef, {
    contact: { email: 'noor@example.com' },
    firstName: 'Noor',
  });
  const details = await led(whenStep, { path: whenPath(token), form: { start: at('10:00') } });
  const asked = await shown(detailsStep, { path: details, params: { hold: holdOf(details) } });
  assert.ok(asked.page.view === 'details');
  const { name, email, ageGroup } = asked.page.fields;
  assert.deepEqual([name, email, ageGroup, asked.page.borrows], ['Noor', 'noor@example.com', '18-22', false]);

  const first = await upToCheck(token, '11:00');
  const held = await findHold(ground.jongere, first.params.hold);
  assert.ok(held.ok);
  const second = await upToCheck(token, '12:00', { email: 'ander@example.com' });
  const done = await Promise.all([first, first, first].map((question) => led(checkStep, question)));
  assert.match(done[0] ?? '', /^\/mijn-afspraak\/[\w-]{32}\/gemaakt$/);
  assert.deepEqual(done, [done[0], done[0], done[0]], 'the same form many times is one afspraak');
  // One that was on its way while the first was written finds the link used, by itself.
  const late = await answerCheck(ground.jongere, held.hold, { action: 'book' }, { invitation: token });
  assert.deepEqual(late, { kind: 'redirect', to: done[0] });
  assert.equal(await led(checkStep, second), `/uitnodiging/${token}`);
  const { status, page } = await shown(invitationStep, by(token));
  assert.deepEqual([status, page], [410, { view: 'over', why: 'used' }]);
  const rows = await ground.sql<{ id: string }[]>`select id from appointments where status = 'booked'`;
  assert.equal(rows.length, 1);
  const seen = await readReferralOf(ground.casemanager, rows[0]?.id ?? '');
  assert.ok(seen.ok);
  assert.equal(seen.referral?.firstName, 'Noor');
});

test('of two at once with one link one books, and the other is told that it was used', async () => {
  const { token } = await invited(ground.youssef);
  const questions = [
    await upToCheck(token, '10:00'),
    await upToCheck(token, '11:00', { email: 'ander@example.com' }),
  ];
  const to = await Promise.all(questions.map((question) => led(checkStep, question)));
  assert.deepEqual(to.map((path) => path.startsWith('/mijn-afspraak/')).toSorted(), [false, true]);
  assert.ok(to.includes(`/uitnodiging/${token}`));
});

test('the telephone of who referred is not shown to the jongere, who may give it all the same', async () => {
  const { token } = await invited(ground.youssef, {
    contact: { phone: '06 12345678' },
    contactOf: 'jongerenwerker',
  });
  const details = await led(whenStep, { path: whenPath(token), form: { start: at('10:00') } });
  const asked = await shown(detailsStep, { path: details, params: { hold: holdOf(details) } });
  assert.ok(asked.page.view === 'details');
  assert.deepEqual([asked.page.borrows, asked.page.fields.phone], [true, undefined]);
});

test('a correction is checked, and refused when something changed since the page was made', async () => {
  const { token } = await invited(ground.youssef, { companion: 'jongerenwerker' });
  const page = await shown(correctInvitationStep, by(token));
  assert.ok(page.page.view === 'form');
  assert.deepEqual([page.page.fields.companion, page.page.fields.firstName], ['jongerenwerker', 'Sam']);
  const version = String(page.page.referral.version);
  const empty = await shown(correctInvitationStep, by(token, { ...correction, firstName: ' ', version }));
  assert.ok(empty.page.view === 'form');
  assert.deepEqual([empty.status, empty.page.errors.of.firstName], [422, 'Vul je voornaam in.']);
  const right = by(token, { ...correction, stepFree: 'yes', version });
  assert.equal(await led(correctInvitationStep, right), `/uitnodiging/${token}?done=corrected`);
  const opened = await openInvitation(ground.jongere, token);
  assert.ok(opened.ok);
  const { firstName, told, companion, stepFree } = opened.invitation;
  assert.deepEqual([firstName, told, companion, stepFree], ['Samira', null, null, true]);
  const stale = await shown(
    correctInvitationStep,
    by(token, { ...correction, firstName: 'Sammie', version }),
  );
  assert.ok(stale.page.view === 'form');
  assert.deepEqual(
    [stale.status, stale.page.fields.firstName, stale.page.errors.summary.length],
    [409, 'Sammie', 1],
  );
});

test('that it cannot wait is corrected or taken back by the jongere, and not added', async () => {
  const { token } = await invited(ground.youssef, { urgent: 'Slaapt op straat' });
  const asked = await shown(correctInvitationStep, by(token));
  assert.ok(asked.page.view === 'form');
  assert.equal(asked.page.fields.urgent, 'Slaapt op straat');
  const urgentAfter = async (form: Record<string, string>) => {
    const before = await openInvitation(ground.jongere, token);
    assert.ok(before.ok);
    const version = String(before.invitation.version);
    await led(correctInvitationStep, by(token, { ...correction, ...form, version }));
    const opened = await openInvitation(ground.jongere, token);
    return opened.ok && opened.invitation.urgent;
  };
  assert.equal(await urgentAfter({}), 'Slaapt op straat');
  assert.equal(await urgentAfter({ urgent: 'Slaapt bij een vriend' }), 'Slaapt bij een vriend');
  assert.equal(await urgentAfter({ urgent: ' ' }), null);
  assert.equal(await urgentAfter({ urgent: 'Toch wel' }), null);
});

test('a link that opens nothing says why on each of its pages', async () => {
  const { youssef, clock } = ground;
  const detached = await invited(youssef);
  assert.equal((await shown(detachStep, by(detached.token))).page.view, 'ask');
  assert.equal(await led(detachStep, by(detached.token, {})), `/uitnodiging/${detached.token}`);
  const withdrawn = await invited(youssef);
  assert.ok((await withdrawReferral(youssef, withdrawn.id, { reason: 'Verhuisd', version: 1 })).ok);
  const expired = await invited(youssef);
  const held = await upToCheck(expired.token, '10:00');
  clock.set(new Date(expired.expiresAt).toISOString());
  const ends = [
    [detached, 'detached'],
    [withdrawn, 'withdrawn'],
    [expired, 'expired'],
  ] as const;
  for (const [{ token }, why] of ends) {
    const over = { kind: 'page', status: 410, page: { view: 'over', why } };
    for (const step of [invitationStep, correctInvitationStep, detachStep])
      assert.deepEqual(await take<unknown>(step, by(token)), over);
    assert.equal(await led(whenStep, { path: whenPath(token) }), `/uitnodiging/${token}`);
  }
  assert.equal((await take<unknown>(checkStep, held)).kind, 'page', 'the time that was kept is over as well');
  for (const step of [invitationStep, correctInvitationStep, detachStep])
    assert.deepEqual(await take<unknown>(step, by('x'.repeat(32))), { kind: 'nothing', status: 404 });
});

test('what cannot wait is offered sooner than to others, and where nothing is free the page says so', async () => {
  const { youssef, clock, ctx, sql } = ground;
  clock.set(at('10:00'));
  ctx.bus.say({ roster: true });
  const sooner = async (values: Record<string, string>) => {
    const { token } = await invited(youssef, values);
    const { page } = await shown(whenStep, { path: whenPath(token) });
    assert.ok(page.view === 'times');
    return page.sooner[0];
  };
  assert.equal(await sooner({}), undefined);
  assert.equal(await sooner({ urgent: 'Vanavond geen bed' }), Date.parse(at('10:30')));
  const { token } = await invited(youssef);
  await sql`update staff set active = false where id = any(${ground.staff})`;
  ctx.bus.say({ roster: true });
  try {
    const { page } = await shown(invitationStep, by(token));
    assert.ok(page.view === 'invitation');
    assert.deepEqual([page.isOffered, page.isFree], [true, false]);
  } finally {
    await sql`update staff set active = true where id = any(${ground.staff})`;
    ctx.bus.say({ roster: true });
  }
});

test('the casemanager writes to who referred, and the jongere reads along until they end the sharing', async () => {
  const { youssef, coordinator } = ground;
  assert.ok(coordinator.actor.kind === 'staff');
  const values = { interpreter: 'Tigrinya', reachNote: 'Bel na vier uur' };
  const { id, appointment } = await bookedTogether(youssef, '10:00', values);
  const sessionId = hashToken(await coordinator.sessions.begin(coordinator.actor.staff.id));
  const staff = stepTaker(() => ({ ctx: coordinator, sessionId }));
  const about = (words?: string): Question => ({
    path: `/page/${appointment.id}`,
    params: { id: appointment.id },
    form: words === undefined ? undefined : { act: 'write-referrer', words },
  });
  const { referral } = (await staff.shown(appointmentStep, about())).page;
  assert.ok(referral);
  const { referrer, told, interpreter, reachNote, canWrite } = referral;
  assert.deepEqual([referrer.name, referrer.organisation, canWrite], ['Youssef', 'De Brug', true]);
  assert.deepEqual(
    [told, interpreter, reachNote],
    ['Sam komt liever in de ochtend', 'Tigrinya', 'Bel na vier uur'],
  );
  const empty = await staff.take(appointmentStep, about(' '));
  assert.match(empty.kind === 'redirect' ? empty.to : '', /[?&]form=/);
  const sent = await staff.take(appointmentStep, about('Komt Sam met de bus?'));
  assert.doesNotMatch(sent.kind === 'redirect' ? sent.to : 'form=', /form=/);
  assert.ok((await answerCasemanager(youssef, id, { text: 'Ja, met lijn 6' })).ok);

  const own = by(appointment.token);
  const before = await shown(sharedStep, own);
  assert.deepEqual(
    before.page.referral.messages.map(({ author, text }) => [author, text]),
    [
      ['casemanager', 'Komt Sam met de bus?'],
      ['referrer', 'Ja, met lijn 6'],
    ],
  );
  const version = String(before.page.referral.version);
  const right = by(appointment.token, { ...correction, told: 'Ik kom alleen', version });
  assert.equal(
    await led(correctSharedStep, right),
    `/mijn-afspraak/${appointment.token}/delen?done=corrected`,
  );
  assert.equal(await led(sharedStep, by(appointment.token, {})), `/mijn-afspraak/${appointment.token}/delen`);
  assert.notEqual((await shown(sharedStep, own)).page.referral.sharingEndedAt, null);
  const ended = (await staff.shown(appointmentStep, about())).page.referral;
  assert.deepEqual([ended?.told, ended?.canWrite, ended?.messages.length], ['Ik kom alleen', false, 2]);
  const late = await staff.take(appointmentStep, about('En nu?'));
  assert.match(late.kind === 'redirect' ? late.to : '', /[?&]form=/);
  assert.deepEqual(await take<unknown>(sharedStep, by('x'.repeat(32))), { kind: 'nothing', status: 404 });
});
