import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { undo } from '#server/agenda/undo.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import {
  answerInvitation,
  objectByInvitation,
  tellMore,
  withdrawObjection,
} from '#server/gesprekken/answer.ts';
import { bookGesprek, bookGesprekFor } from '#server/gesprekken/book.ts';
import { followGesprekken, followNow } from '#server/gesprekken/follow.ts';
import { invite } from '#server/gesprekken/invite.ts';
import { joinToTraject, partFromTraject } from '#server/gesprekken/link.ts';
import { openGesprek } from '#server/gesprekken/openGesprek.ts';
import { readInviting } from '#server/gesprekken/readInvitation.ts';
import { readJoinable } from '#server/gesprekken/readJoinable.ts';
import { readToPlan } from '#server/gesprekken/readToPlan.ts';
import { withdrawInvitation } from '#server/gesprekken/withdrawInvitation.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import { forgetJongeren } from '#server/trajecten/forgetJongeren.ts';
import { joinJongeren, partJongeren } from '#server/trajecten/joinJongeren.ts';
import { readStory } from '#server/trajecten/readStory.ts';
import { gesprekStep } from '../../src/gesprek/gesprekStep.ts';
import { letterStep } from '../../src/traject/letterStep.ts';
import { stepTaker } from '../support/asked.ts';
import { type GesprekGround, gesprekGround } from '../support/gesprekGround.ts';
import { at, atOnce, request, tally } from '../support/raceGround.ts';

// Inviting a jongere, what they answer, and the gesprekken of a traject: decision 0085.

let ground: GesprekGround;
before(async () => {
  ground = await gesprekGround();
});
after(() => ground.close());
beforeEach(() => ground.renew());

const day = 86_400_000;

async function opened(token: string) {
  const found = await openGesprek(ground.jongere, token);
  assert.ok(found.ok, JSON.stringify(found));
  return found.invitation;
}

/** Why a link opens nothing. */
async function over(token: string): Promise<string> {
  const found = await openGesprek(ground.jongere, token);
  if (found.ok) return 'opens';
  return found.error === 'over' ? found.why : found.error;
}

test('an invitation goes by mail, says nothing of why, and its link opens a page that does', async () => {
  const { traject, email } = await ground.traject();
  const token = await ground.invited(traject);
  const stands = await ground.stands(traject);
  assert.deepEqual([stands.state, stands.next, stands.on], ['uitgenodigd', 'letter', '2026-11-27']);
  await ground.send();
  const [mail, ...more] = ground.mails.taken;
  assert.deepEqual(more, []);
  assert.deepEqual(mail?.to, [email]);
  assert.match(mail?.parsed.text ?? '', new RegExp(`/gesprek/${token}`));
  const words = `${mail?.parsed.subject} ${mail?.parsed.text}`;
  assert.match(words, /Samira/);
  // Discreet, as jongeren are unless they ask otherwise: neither why, nor who writes, nor to whom.
  assert.doesNotMatch(words, /school|verzuim|Delta|Den Haag|gemeente|Jordi|Haamstee|casemanager/i);

  const invitation = await opened(token);
  assert.equal(invitation.firstName, 'Jordi');
  assert.equal(invitation.casemanager.firstName, 'Samira');
  assert.ok(invitation.casemanager.word);
  assert.deepEqual(invitation.sources, ['school']);
  assert.deepEqual(invitation.held, ['name', 'birth', 'email', 'school', 'absence']);
  assert.equal(invitation.age, 19);

  const { attempts, events } = await readStory(ground.samira.ctx, traject);
  assert.deepEqual(
    attempts.map(({ way, party, outcome }) => ({ way, party, outcome })),
    [{ way: 'email', party: 'jongere', outcome: 'sent' }],
  );
  assert.ok(events.some(({ what }) => what === 'invited'));
});

test('who is told all hears which gemeente invites, and who wants no messages gets a letter alone', async () => {
  const full = await ground.traject({ messages: 'full', language: 'en' });
  await ground.invited(full.traject);
  await ground.send();
  assert.match(ground.mails.taken[0]?.parsed.text ?? '', /municipality of Den Haag[\s\S]*\/en\/gesprek\//);
  for (const [values, ways] of [
    [{ messages: 'none', phone: '+31612345678' }, ['letter']],
    [{ email: null, phone: null }, ['letter']],
    [{ phone: '+31612345678' }, ['email', 'text', 'letter']],
    [{ phone: '+31612345678', reach_by: 'bericht' }, ['text', 'letter']],
    [{ phone: '+31612345678', reach_by: 'bellen' }, ['email', 'letter']],
    [{ phone: '+31703535454', email: null }, ['letter']],
  ] as const) {
    const { traject } = await ground.traject(values);
    const found = await readInviting(ground.samira.ctx, traject);
    assert.deepEqual(found.ok && found.inviting.ways, ways, JSON.stringify(values));
  }
  const silent = await ground.traject({ messages: 'none' });
  const version = await ground.versionOf(silent.traject);
  const refused = await invite(ground.samira.ctx, silent.traject, { version, way: 'email' });
  assert.deepEqual(refused, { ok: false, error: 'way-unsafe' });
  assert.equal(
    (await ground.sql`select from traject_invitations where traject_id = ${silent.traject}`).length,
    0,
  );
});

test('an answer of one tap decides what is next, tells the owner once, and can be changed', async () => {
  const { traject } = await ground.traject();
  const token = await ground.invited(traject);
  await ground.send();
  ground.mails.taken.length = 0;
  for (const [answer, next, on] of [
    ['has-school', 'check', '2026-11-24'],
    ['works', 'check', '2026-11-24'],
    ['call-me', 'call', '2026-11-23'],
    ['not-now', 'look-again', '2026-12-18'],
  ] as const) {
    ground.clock.advance(1000);
    assert.deepEqual(await answerInvitation(ground.jongere, token, { answer }), { ok: true });
    const stands = await ground.stands(traject);
    assert.deepEqual([stands.state, stands.next, stands.on], ['uitgenodigd', next, on]);
    assert.equal((await opened(token)).answer, answer);
  }
  // A double tap is one answer.
  const version = await ground.versionOf(traject);
  assert.deepEqual(await answerInvitation(ground.jongere, token, { answer: 'not-now' }), { ok: true });
  assert.equal(await ground.versionOf(traject), version);
  await ground.send();
  const [mail, ...more] = ground.mails.taken;
  assert.deepEqual(more, [], 'one mail tells all that was answered since');
  assert.deepEqual(mail?.to, ['samira@denhaag.test']);
  assert.doesNotMatch(mail?.parsed.text ?? '', /Jordi|Haamstee|niet nu/i);
  assert.match(mail?.parsed.text ?? '', new RegExp(`/medewerker/trajecten/${traject}`));
  const { events } = await readStory(ground.samira.ctx, traject);
  assert.equal(events.filter(({ what }) => what === 'answered').length, 4);
});

test('what belongs to an answer may be left out, is told and not checked, and goes with another answer', async () => {
  const { traject } = await ground.traject();
  const token = await ground.invited(traject);
  const { jongere } = ground;
  await answerInvitation(jongere, token, { answer: 'call-me' });
  const wrong = await tellMore(jongere, token, { answer: 'call-me', phone: '112' });
  assert.equal(wrong.ok ? 'ok' : wrong.error, 'invalid');
  assert.deepEqual(
    await tellMore(jongere, token, {
      answer: 'call-me',
      phone: '06 12345678',
      part: 'avond',
      where: 'Jumbo',
    }),
    { ok: true },
  );
  const told = await opened(token);
  assert.deepEqual([told.phone, told.part, told.where], ['+31612345678', 'avond', null]);
  // Of another answer than the one that stands nothing is kept.
  await tellMore(jongere, token, { answer: 'works', where: 'Jumbo' });
  assert.equal((await opened(token)).where, null);
  const history = await ground.sql`select details from history where traject_id = ${traject}`;
  assert.doesNotMatch(
    JSON.stringify([...history]),
    /Jumbo|12345678|avond/,
    'the history holds no words of a person',
  );
  await answerInvitation(jongere, token, { answer: 'not-now' });
  assert.equal((await opened(token)).phone, null);
  await tellMore(jongere, token, { answer: 'not-now', again: '3' });
  assert.equal((await ground.stands(traject)).on, '2027-02-20');
});

test('an objection is something that the owner does soon, also where a gesprek is planned', async () => {
  const { traject, jongere } = await ground.traject();
  const token = await ground.invited(traject);
  await bookGesprek(ground.jongere, token, request('10:00'));
  assert.deepEqual(await objectByInvitation(ground.jongere, token), { ok: true });
  assert.deepEqual(await objectByInvitation(ground.jongere, token), { ok: true });
  assert.ok((await opened(token)).hasObjected);
  const stands = await ground.stands(traject);
  assert.deepEqual([stands.next, stands.on], ['decide', '2026-11-23']);
  const requests =
    await ground.sql`select kind, recorded_by as by, decided_at as decided from jongere_requests`;
  assert.deepEqual([...requests], [{ kind: 'objection', by: null, decided: null }]);
  const [{ n } = { n: 0 }] = await ground.sql<{ n: number }[]>`
    select count(*)::int as n from history where jongere_id = ${jongere} and what = 'objected'`;
  assert.equal(n, 1);
});

test('until somebody decided an objection is taken back, and what was answered before counts again', async () => {
  const { traject, jongere } = await ground.traject();
  const token = await ground.invited(traject);
  const { jongere: them } = ground;
  const next = async () => {
    const stands = await ground.stands(traject);
    return [stands.next, stands.on];
  };
  assert.deepEqual(await withdrawObjection(them, token), { ok: true }, 'of none nothing comes');
  const was = await next();
  await answerInvitation(them, token, { answer: 'works' });
  await objectByInvitation(them, token);
  assert.ok((await opened(token)).mayWithdraw);
  await answerInvitation(them, token, { answer: 'call-me' });
  assert.deepEqual(await next(), ['decide', '2026-11-23'], 'another answer does not take its place');
  assert.deepEqual(await withdrawObjection(them, token), { ok: true });
  assert.deepEqual(await next(), ['call', '2026-11-23']);
  assert.notDeepEqual(await next(), was);
  const { hasObjected, mayWithdraw } = await opened(token);
  assert.deepEqual([hasObjected, mayWithdraw], [false, false]);
  const words = await ground.sql`
    select what from history where jongere_id = ${jongere} and what like 'object%' order by id`;
  assert.deepEqual(
    words.map(({ what }) => what),
    ['objected', 'objection-withdrawn'],
  );
  await bookGesprek(them, token, request('11:00'));
  const planned = await next();
  await objectByInvitation(them, token);
  await withdrawObjection(them, token);
  assert.deepEqual(await next(), planned, 'the gesprek that is planned is next again');
  // What somebody of staff wrote down is not theirs to take back by a link.
  await objectByInvitation(them, token);
  await ground.sql`update jongere_requests set recorded_by = ${ground.noor.id}`;
  assert.equal((await opened(token)).mayWithdraw, false);
  await withdrawObjection(them, token);
  assert.ok((await opened(token)).hasObjected);
});

test('a link that is over says why, one that is not ours or of who was forgotten says nothing', async () => {
  const { traject } = await ground.traject();
  const first = await ground.invited(traject);
  const second = await ground.invited(traject);
  assert.deepEqual([await over(first), await over(second)], ['renewed', 'opens']);
  assert.deepEqual(await answerInvitation(ground.jongere, first, { answer: 'works' }), {
    ok: false,
    error: 'over',
    why: 'renewed',
  });
  assert.deepEqual(
    await withdrawInvitation(ground.samira.ctx, traject, { version: await ground.versionOf(traject) }),
    { ok: true },
  );
  assert.equal(await over(second), 'withdrawn');
  assert.deepEqual((await ground.stands(traject)).state, 'contact-zoeken');
  const third = await ground.invited(traject);
  ground.clock.advance(21 * day - 1);
  assert.equal(await over(third), 'opens');
  ground.clock.advance(1);
  assert.equal(await over(third), 'expired');
  const fourth = await ground.invited(traject);
  const closed = await closeTraject(ground.samira.ctx, traject, {
    version: await ground.versionOf(traject),
    destination: 'gone',
    meldingen: 'left-otherwise',
  });
  assert.ok(closed.ok, JSON.stringify(closed));
  // Of a traject that is closed no link has a newer one that helps.
  assert.deepEqual(await Promise.all([first, second, third, fourth].map(over)), Array(4).fill('closed'));
  assert.equal(await over(`${fourth.slice(0, -1)}${fourth.endsWith('A') ? 'B' : 'A'}`), 'not-found');
  assert.equal(await over('kort'), 'not-found');
  const elsewhere = { ...ground.jongere, tokens: { make: () => 'x'.repeat(32) } };
  assert.deepEqual(await openGesprek(elsewhere, fourth), { ok: false, error: 'not-found' });
  ground.clock.set('2030-01-01T10:00:00+01:00');
  await forgetJongeren(ground.services);
  assert.equal(await over(fourth), 'not-found');
  assert.deepEqual(await answerInvitation(ground.jongere, fourth, { answer: 'works' }), {
    ok: false,
    error: 'not-found',
  });
});

test('what was withdrawn before it went is not sent, and another owner is told instead of the former', async () => {
  const { traject } = await ground.traject();
  await ground.invited(traject);
  await withdrawInvitation(ground.samira.ctx, traject, { version: await ground.versionOf(traject) });
  await ground.send();
  assert.equal(ground.mails.taken.length, 0);
  const token = await ground.invited(traject);
  await answerInvitation(ground.jongere, token, { answer: 'works' });
  await ground.sql`update trajecten set owner_id = ${ground.noor.id} where id = ${traject}`;
  await ground.send();
  assert.deepEqual(
    ground.mails.taken.map(({ to }) => to.join()).filter((to) => to.includes('samira')),
    [],
  );
});

test('an afspraak by the link is a part of the traject, with the own casemanager, and is what is next', async () => {
  const { traject } = await ground.traject();
  const token = await ground.invited(traject);
  const made = await bookGesprek(ground.jongere, token, request('10:00'));
  assert.ok(made.ok, JSON.stringify(made));
  const stands = await ground.stands(traject);
  assert.deepEqual([stands.state, stands.next, stands.on], ['uitgenodigd', 'talk', '2026-11-23']);
  const { gesprek } = await opened(token);
  assert.deepEqual(gesprek, { start: Date.parse(at('10:00')), token: made.appointment.token });
  // An answer that comes after it is noted, and leaves the gesprek as what is next.
  await answerInvitation(ground.jongere, token, { answer: 'works' });
  assert.equal((await ground.stands(traject)).next, 'talk');
  const { appointments } = await readStory(ground.samira.ctx, traject);
  assert.deepEqual(
    appointments.map(({ id }) => id),
    [made.appointment.id],
  );

  await ground.invited(traject);
  // Whose link is over by then has the afspraak all the same, apart from the traject.
  const late = await bookGesprek(ground.jongere, token, request('11:00'));
  assert.ok(late.ok);
  assert.equal((await readStory(ground.samira.ctx, traject)).appointments.length, 1);
});

test('a gesprek that is moved, cancelled, held or missed is followed, whoever did that and once', async () => {
  const { traject } = await ground.traject();
  const token = await ground.invited(traject);
  const made = await bookGesprek(ground.jongere, token, request('10:00'));
  assert.ok(made.ok);
  const { id } = made.appointment;
  const own = made.appointment.token;
  const next = async (follows = () => followGesprekken(ground.services)) => {
    await follows();
    const { state, next: action, on } = await ground.stands(traject);
    return [state, action, on];
  };
  assert.deepEqual(await next(), ['uitgenodigd', 'talk', '2026-11-23']);
  const moved = await move(ground.jongere, own, {
    start: '2026-11-24T11:00:00+01:00',
    modality: 'op-locatie',
    location: 'centrum',
  });
  assert.ok(moved.ok, JSON.stringify(moved));
  assert.deepEqual(await next(), ['uitgenodigd', 'talk', '2026-11-24']);

  ground.clock.set('2026-11-24T12:00:00+01:00');
  const missed = await recordOutcome(ground.samira.ctx, id, { outcome: 'niet-verschenen' });
  assert.ok(missed.ok && missed.undo !== null, JSON.stringify(missed));
  assert.deepEqual(await next(), ['contact-zoeken', 'call', '2026-11-25']);
  // What the owner decides since stays, as long as the gesprek stands as it did.
  const version = await ground.versionOf(traject);
  await followGesprekken(ground.services);
  assert.equal(await ground.versionOf(traject), version);
  assert.ok((await undo(ground.samira.ctx, missed.undo ?? 0)).ok);
  assert.ok((await recordOutcome(ground.samira.ctx, id, { outcome: 'geweest' })).ok);
  // Whoever opens the page of the traject does not wait for the job.
  const opened = () => followNow(ground.samira.ctx, traject);
  assert.deepEqual(await next(opened), ['intake', 'plan', '2026-11-25']);
  const [figures] = await ground.sql`
    select reached_at is not null as reached, intake_at is not null as intake from trajecten where id = ${traject}`;
  assert.deepEqual(figures, { reached: true, intake: true });

  const again = await bookGesprekFor(
    ground.samira.ctx,
    traject,
    { ...request('10:00'), start: '2026-11-26T10:00:00+01:00', casemanager: ground.samira.id },
    { key: 'een', insists: false },
  );
  assert.ok(again.ok, JSON.stringify(again));
  assert.deepEqual(await next(), ['intake', 'talk', '2026-11-26']);
  assert.ok((await cancel(ground.jongere, again.appointment.token)).ok);
  // While somebody holds the traject a page shows it as it stands, and does not wait for them.
  await ground.sql.begin(async (tx) => {
    await tx`select from trajecten where id = ${traject} for update`;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error('the page waits')), 5000);
    await Promise.race([opened(), late.promise]).finally(() => clearTimeout(timer));
  });
  assert.deepEqual(await next(), ['intake', 'plan', '2026-11-25']);
});

test('a traject is not closed before its gesprek, and is once that was held, also before its time is over', async () => {
  const { traject, jongere } = await ground.traject();
  const made = await bookGesprekFor(
    ground.samira.ctx,
    traject,
    { ...request('10:00'), start: '2026-11-23T10:00:00+01:00', casemanager: ground.samira.id },
    { key: 'een', insists: false },
  );
  assert.ok(made.ok, JSON.stringify(made));
  const close = async (id = traject) =>
    closeTraject(ground.samira.ctx, id, {
      version: await ground.versionOf(id),
      destination: 'work',
      check: 'contract',
      meldingen: 'left-for-work',
    });
  assert.deepEqual(await close(), { ok: false, error: 'appointment-to-come' });
  const whole = await ground.traject();
  assert.ok((await joinJongeren(ground.samira.ctx, { kept: whole.jongere, gone: jongere })).ok);
  assert.deepEqual(await close(whole.traject), { ok: false, error: 'appointment-to-come' });
  assert.ok((await partJongeren(ground.samira.ctx, jongere)).ok);
  ground.clock.set('2026-11-23T10:10:00+01:00');
  assert.deepEqual(await close(), { ok: false, error: 'appointment-to-come' });
  assert.ok((await recordOutcome(ground.samira.ctx, made.appointment.id, { outcome: 'geweest' })).ok);
  assert.deepEqual(await close(), { ok: true });
});

test('of a closed traject and of what was over when it was joined nothing follows', async () => {
  const { traject, email } = await ground.traject();
  const made = await book(ground.jongere, request('10:00', 'kort', email ?? ''));
  assert.ok(made.ok);
  ground.clock.set('2026-11-23T12:00:00+01:00');
  assert.ok((await recordOutcome(ground.samira.ctx, made.appointment.id, { outcome: 'niet-verschenen' })).ok);
  const before = await ground.stands(traject);
  const found = await readJoinable(ground.samira.ctx, traject);
  assert.deepEqual(
    found.appointments.map(({ id }) => id),
    [made.appointment.id],
  );
  const what = { kind: 'appointment' as const, id: made.appointment.id };
  assert.deepEqual(await joinToTraject(ground.samira.ctx, traject, what), { ok: true });
  assert.deepEqual(await joinToTraject(ground.samira.ctx, traject, what), {
    ok: false,
    error: 'linked-already',
  });
  await followGesprekken(ground.services);
  const since = await ground.stands(traject);
  assert.deepEqual([since.state, since.next, since.on], [before.state, before.next, before.on]);
  assert.deepEqual(await readJoinable(ground.samira.ctx, traject), { appointments: [], referrals: [] });
  // Parting gives back what was; of another team it is as if it were not there.
  assert.deepEqual(await partFromTraject(ground.otto.ctx, traject, what), { ok: false, error: 'not-found' });
  assert.deepEqual(await joinToTraject(ground.otto.ctx, traject, what), { ok: false, error: 'not-found' });
  assert.deepEqual(await partFromTraject(ground.samira.ctx, traject, what), { ok: true });
  assert.deepEqual(await partFromTraject(ground.samira.ctx, traject, what), {
    ok: false,
    error: 'not-found',
  });
  assert.equal((await readJoinable(ground.samira.ctx, traject)).appointments.length, 1);
  const [kept] = await ground.sql`select status, outcome from appointments where id = ${made.appointment.id}`;
  assert.deepEqual(kept, { status: 'booked', outcome: 'niet-verschenen' });
});

test('of many invitations at once one stands, of many answers at once the last', async () => {
  const { traject } = await ground.traject();
  const version = await ground.versionOf(traject);
  const made = await atOnce(8, () => invite(ground.samira.ctx, traject, { version, way: 'letter' }));
  assert.deepEqual(tally(made), { ok: 1, changed: 7 });
  const token = await ground.tokenOf(traject);
  const words = ['works', 'has-school', 'call-me', 'not-now'] as const;
  const answered = await atOnce(8, (i) =>
    answerInvitation(ground.jongere, token, { answer: words[i % 4] ?? 'works' }),
  );
  assert.deepEqual(tally(answered), { ok: 8 });
  const booked = await atOnce(4, () => bookGesprek(ground.jongere, token, request('10:00'), 'one form'));
  assert.equal(booked.filter(({ ok }) => ok).length, 1);
  // Closing and answering at once: either it was in time, or it says that it is over.
  const other = await ground.traject();
  const link = await ground.invited(other.traject, 'letter');
  const closing = {
    version: await ground.versionOf(other.traject),
    destination: 'gone',
    meldingen: 'left-otherwise',
  } as const;
  const [closed, answer] = await Promise.all([
    closeTraject(ground.samira.ctx, other.traject, closing),
    answerInvitation(ground.jongere, link, { answer: 'works' }),
  ]);
  const words2 = [closed.ok ? 'closed' : closed.error, answer.ok ? 'answered' : answer.error];
  assert.ok(['closed,over', 'changed,answered'].includes(words2.join()), words2.join());
});

test('of another team nobody invites, plans or reads it', async () => {
  const { traject } = await ground.traject();
  const version = await ground.versionOf(traject);
  const { ctx } = ground.otto;
  const missing = { ok: false, error: 'not-found' };
  assert.deepEqual(await invite(ctx, traject, { version, way: 'letter' }), missing);
  assert.deepEqual(await withdrawInvitation(ctx, traject, { version }), missing);
  assert.deepEqual(await readInviting(ctx, traject), missing);
  assert.deepEqual(await readJoinable(ctx, traject), { appointments: [], referrals: [] });
  assert.deepEqual(await readToPlan(ctx, traject), missing);
  const planned = { ...request('10:00'), casemanager: ground.otto.id };
  assert.deepEqual((await bookGesprekFor(ctx, traject, planned, { key: 'een', insists: false })).ok, false);
});

test('a letter is in the language of the jongere, or in the one that is asked for, and so is its link', async () => {
  const { traject } = await ground.traject({ language: 'en' });
  const token = await ground.invited(traject, 'letter');
  const { shown } = stepTaker(() => ground.samira);
  const path = `/medewerker/trajecten/${traject}/brief`;
  const letter = async (asked: string) => {
    const { page } = await shown(letterStep, { path: path + asked, params: { id: traject } });
    return [page.language, page.link?.url.split('doorstart.test')[1], page.isInvitation];
  };
  assert.deepEqual(await letter(''), ['en', `/en/gesprek/${token}`, false]);
  assert.deepEqual(await letter('?language=nl&invitation=yes'), ['nl', `/gesprek/${token}`, true]);
  assert.deepEqual(await letter('?language=xx'), ['en', `/en/gesprek/${token}`, false]);
});

test('opening the page changes nothing, only its forms do, and each says what was wrong', async () => {
  const { traject } = await ground.traject();
  const token = await ground.invited(traject);
  const ctx = { ...ground.jongere, limits: createLimits(ground.clock, 'of tests', true) };
  const { take, shown } = stepTaker(() => ({ ctx }));
  const at = { path: `/gesprek/${token}`, params: { token } };
  const all = async () =>
    JSON.stringify([
      ...(await ground.sql`select * from traject_invitations`),
      ...(await ground.sql`select * from trajecten`),
      ...(await ground.sql`select count(*) from history`),
      ...(await ground.sql`select count(*) from outbox`),
    ]);
  const before = await all();
  for (const path of [at.path, `${at.path}?act=answer&answer=works`, `${at.path}?done=answered`])
    assert.equal((await shown(gesprekStep, { path, params: { token } })).status, 200);
  for (const form of [null, {}, { act: 'answer' }, { act: 'answer', answer: 'yes' }, { act: 'delete' }])
    assert.deepEqual(await take(gesprekStep, { ...at, form }), { kind: 'nothing', status: 400 });
  assert.equal(await all(), before, 'what no form of ours sent changes nothing');

  const answered = await take(gesprekStep, { ...at, form: { act: 'answer', answer: 'call-me' } });
  assert.deepEqual(answered, { kind: 'redirect', to: `/gesprek/${token}?done=answered` });
  const wrong = await shown(gesprekStep, {
    ...at,
    form: { act: 'more', answer: 'call-me', phone: '12', part: 'avond' },
  });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.page.view === 'open' && wrong.page.errors.of.phone && wrong.page.values.phone === '12');
  for (let again = 0; again < 30; again += 1)
    await answerInvitation(ctx, token, { answer: again % 2 ? 'works' : 'not-now' });
  const tooMany = await shown(gesprekStep, { ...at, form: { act: 'answer', answer: 'works' } });
  assert.deepEqual([tooMany.status, tooMany.page.view === 'open' && tooMany.page.tooMany], [429, true]);
  await ground.invited(traject, 'letter');
  for (const form of [undefined, { act: 'answer', answer: 'works' }]) {
    const page = await shown(gesprekStep, { ...at, form });
    assert.deepEqual([page.status, page.page], [410, { view: 'over', why: 'renewed' }]);
  }
  const nobody = { path: '/gesprek/x', params: { token: 'x'.repeat(32) } };
  assert.deepEqual(await take(gesprekStep, nobody), { kind: 'nothing', status: 404 });
});
