import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { wipe } from '#server/booking/wipe.ts';
import { bookInvitation, holdInvitationTime } from '#server/referral/bookInvitation.ts';
import { changeReferral } from '#server/referral/changeReferral.ts';
import { findReferralTimes } from '#server/referral/findReferralTimes.ts';
import { forgetReferrals } from '#server/referral/forgetReferrals.ts';
import { holdReferralTime } from '#server/referral/holdReferralTime.ts';
import { referAgain, remindReferral, showInvitation } from '#server/referral/linkOfReferral.ts';
import { answerCasemanager, writeToReferrer } from '#server/referral/messages.ts';
import { openInvitation } from '#server/referral/openInvitation.ts';
import {
  correctReferral,
  detachReferral,
  readSharing,
  withdrawSharing,
} from '#server/referral/ownReferral.ts';
import { readReferral } from '#server/referral/readReferral.ts';
import { findAlike, readReferrals } from '#server/referral/readReferrals.ts';
import { refer } from '#server/referral/refer.ts';
import { referTogether } from '#server/referral/referTogether.ts';
import { referByForm } from '#server/referral/referWithoutAccount.ts';
import { bookReferral, closeReferral } from '#server/referral/settleReferral.ts';
import {
  countOpenReferrals,
  readOpenReferrals,
  readReferralOf,
  readShortages,
  readTeamReferral,
} from '#server/referral/teamReferrals.ts';
import { withdrawReferral } from '#server/referral/withdrawReferral.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { at, request } from '../support/raceGround.ts';
import {
  bookedAlone,
  bookedTogether,
  formReferral,
  invited,
  type ReferralGround,
  referral,
  referralGround,
  together,
} from '../support/referralGround.ts';

const day = 24 * 3_600_000;
const nobody = { ok: false, error: 'not-found' };

let ground: ReferralGround;
before(async () => {
  ground = await referralGround();
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'referrals', 'referral_shortages', 'idempotency_keys');
  ground.ctx.bus.say({ roster: true, agenda: [...ground.staff] });
});

const statusOf = async (id: string, who = ground.youssef) => {
  const found = await readReferral(who, id);
  assert.ok(found.ok);
  return found.referral.status;
};
const countOf = async (table: 'referrals' | 'appointments') =>
  (await ground.sql`select from ${ground.sql(table)}`).length;

describe('a referral with a link', () => {
  test('is made once for its key, and gives the same link when it is sent again', async () => {
    const { youssef } = ground;
    const input = await referral(youssef);
    const [first, again] = [await refer(youssef, input, 'k1'), await refer(youssef, input, 'k1')];
    assert.ok(first.ok && again.ok);
    assert.deepEqual(again, { ...first, repeated: true });
    assert.deepEqual(await refer(youssef, { ...input, firstName: 'Ali' }, 'k1'), {
      ok: false,
      error: 'key-reused',
    });
    assert.equal(await countOf('referrals'), 1);
    assert.deepEqual(await statusOf(first.referral), {
      status: 'invitation-pending',
      until: first.invitation.expiresAt,
    });
    assert.equal(first.invitation.expiresAt, ground.clock.now() + 14 * day);
    const kept = await ground.sql`select token_hash from referral_invitations`;
    assert.ok(!JSON.stringify(kept).includes(first.invitation.token));
  });

  test('keeps the sentence as it was agreed to, and is refused when it changed meanwhile', async () => {
    const { youssef, sql } = ground;
    const input = await referral(youssef);
    assert.match(JSON.stringify(input.consentVersion), /^"[0-9a-f]{16}"$/);
    await sql`
      insert into settings (values) values ('{"referral":{"consent":{"nl":"{organisation} vraagt het {municipality}."}}}')
      on conflict (id) do update set values = settings.values || excluded.values`;
    ground.ctx.bus.say({ roster: true });
    const refused = await refer(youssef, input, 'k2');
    assert.ok(!refused.ok && refused.error === 'consent-changed', JSON.stringify(refused));
    assert.equal(refused.consent.text, 'De Brug vraagt het Den Haag.');
    assert.equal(await countOf('referrals'), 0);
    const read = { ...input, consentVersion: refused.consent.version };
    const made = await refer(youssef, read, 'k2');
    assert.ok(made.ok);
    await sql`update settings set values = values - 'referral'`;
    ground.ctx.bus.say({ roster: true });
    const found = await readReferral(youssef, made.referral);
    assert.ok(found.ok);
    assert.equal(found.referral.consent.text, 'De Brug vraagt het Den Haag.');
  });

  test('is refused for who is 27 or older or lives elsewhere, and nothing is kept of them', async () => {
    const { youssef } = ground;
    for (const [values, why] of [
      [{ ageGroup: '27-plus' }, 'age'],
      [{ residence: 'elsewhere' }, 'residence'],
    ] as const) {
      const refused = await refer(youssef, await referral(youssef, values), `k ${why}`);
      assert.deepEqual(refused, { ok: false, error: 'elsewhere', why });
    }
    assert.equal(await countOf('referrals'), 0);
  });

  test('says all that is wrong with contact and topic', async () => {
    const { youssef } = ground;
    const input = await referral(youssef, { contact: { phone: '0900 1234' }, topic: 'nergens' });
    const refused = await refer(youssef, input, 'k3');
    assert.ok(!refused.ok && refused.error === 'invalid');
    assert.deepEqual(
      refused.errors.map(({ field, message }) => `${field} ${message}`),
      ['topic topic-unknown', 'contact.phone phone-not-personal'],
    );
  });

  test('books a topic for who is invited, and is not made for one that staff book alone', async () => {
    const { youssef, jongere, ctx, sql } = ground;
    const say = async (bookableBy: string) => {
      await sql`update topics set bookable_by = ${bookableBy} where id = 'kort'`;
      ctx.bus.say({ roster: true });
    };
    try {
      await say('invited');
      const { topic, start = '', location, modality = 'op-locatie' } = request('10:00');
      const alone = await placeHold(jongere, { topic, start, location, modality });
      assert.deepEqual(alone.ok === false && alone.error, 'invalid');
      const { token } = await invited(youssef, { topic });
      const held = await holdInvitationTime(jongere, token, { topic, start, location, modality });
      assert.ok(held.ok);
      const without = await book(jongere, { ...request('10:00'), hold: held.hold.token, start: undefined });
      assert.deepEqual(without, {
        ok: false,
        error: 'invalid',
        errors: [{ field: 'topic', message: 'topic-unknown' }],
      });
      assert.equal((await bookInvitation(jongere, token, request('11:00'))).ok, true);
      assert.equal((await referTogether(youssef, await together(youssef, '14:00', { topic }), 'k')).ok, true);
      await say('staff');
      const refused = await refer(youssef, await referral(youssef, { topic }), 'k6');
      assert.deepEqual(
        refused.ok === false && refused.error === 'invalid' && refused.errors[0]?.field,
        'topic',
      );
    } finally {
      await say('everybody');
    }
  });

  test('is not made where there is nothing to book, which a coordinator sees', async () => {
    const { youssef, coordinator, sql } = ground;
    await sql`update weekly_rules set valid_until = '2020-02-01'`;
    ground.ctx.bus.say({ roster: true });
    try {
      const input = await referral(youssef, { topic: 'lang', urgent: 'Morgen geen bed' });
      assert.deepEqual(await refer(youssef, input, 'k4'), { ok: false, error: 'nothing-offered' });
      const calm = await referral(youssef, { topic: 'lang' });
      assert.deepEqual(await refer(youssef, calm, 'k5'), { ok: false, error: 'nothing-offered' });
    } finally {
      await sql`update weekly_rules set valid_until = null`;
      ground.ctx.bus.say({ roster: true });
    }
    assert.equal(await countOf('referrals'), 0);
    const [shortage] = await readShortages(coordinator);
    assert.deepEqual(
      { ...shortage, topic: shortage?.topic.id },
      { topic: 'lang', times: 2, urgentTimes: 1, days: [{ date: '2026-11-20', times: 2 }] },
    );
  });

  test('opens what was said, and the jongere books with it once', async () => {
    const { youssef, jongere, casemanager } = ground;
    const urgent = 'Vanavond geen bed';
    const { id, token } = await invited(youssef, { companion: 'somebody', stepFree: true, urgent });
    const opened = await openInvitation(jongere, token);
    assert.ok(opened.ok && opened.invitation.urgent === urgent);
    const { referrer, told, companion, stepFree, topic } = opened.invitation;
    assert.deepEqual(referrer, { source: 'invitation', organisation: 'De Brug', name: 'Youssef' });
    assert.deepEqual(
      [told, companion, stepFree, topic.id],
      ['Sam komt liever in de ochtend', 'somebody', true, 'kort'],
    );
    const booked = await bookInvitation(jongere, token, request('10:00'), 'same');
    assert.ok(booked.ok);
    assert.deepEqual(await statusOf(id), { status: 'appointment', start: booked.appointment.start });
    const seen = await readReferralOf(casemanager, booked.appointment.id);
    assert.ok(seen.ok && seen.referral?.told === told);
    // A repeat of the same form gives the same afspraak; another one nothing.
    const repeat = await bookInvitation(
      jongere,
      token,
      { ...request('10:00'), contact: booked.appointment.email ? { email: booked.appointment.email } : {} },
      'same',
    );
    assert.ok(repeat.ok && repeat.appointment.id === booked.appointment.id, JSON.stringify(repeat));
    assert.deepEqual(await bookInvitation(jongere, token, request('11:00'), 'other'), {
      ok: false,
      error: 'used',
    });
    assert.deepEqual(await bookInvitation(jongere, token, request('11:00')), { ok: false, error: 'used' });
    assert.deepEqual(await openInvitation(jongere, token), { ok: false, error: 'used' });
    assert.equal(await countOf('appointments'), 1);
  });

  test('opens nothing after its days, after it was withdrawn, and with another token', async () => {
    const { youssef, jongere, clock } = ground;
    const { id, token, expiresAt } = await invited(youssef);
    clock.set(new Date(expiresAt - 1).toISOString());
    assert.ok((await openInvitation(jongere, token)).ok);
    clock.advance(1);
    assert.deepEqual(await openInvitation(jongere, token), { ok: false, error: 'expired' });
    assert.deepEqual(await bookInvitation(jongere, token, request('10:00')), { ok: false, error: 'expired' });
    assert.deepEqual(await statusOf(id), { status: 'invitation-expired' });
    for (const unknown of ['x'.repeat(32), 'x', `${token}=`])
      assert.deepEqual(await openInvitation(jongere, unknown), nobody);
    clock.set('2026-11-20T10:00:00+01:00');
    const second = await invited(youssef);
    assert.ok((await withdrawReferral(youssef, second.id, { reason: 'Verhuisd', version: 1 })).ok);
    assert.deepEqual(await openInvitation(jongere, second.token), { ok: false, error: 'withdrawn' });
    assert.deepEqual(await statusOf(second.id), { status: 'withdrawn' });
  });

  test('is reminded of once, from day three, and given anew after it expired', async () => {
    const { youssef, clock } = ground;
    const { id, token, expiresAt } = await invited(youssef);
    assert.deepEqual(await remindReferral(youssef, id), { ok: false, error: 'not-now' });
    clock.advance(3 * day);
    assert.deepEqual(await remindReferral(youssef, id), { ok: true, invitation: { token, expiresAt } });
    assert.deepEqual(await remindReferral(youssef, id), { ok: false, error: 'not-now' });
    assert.deepEqual(await showInvitation(youssef, id), { ok: true, invitation: { token, expiresAt } });
    assert.deepEqual(await referAgain(youssef, id), {
      ok: true,
      invitation: { token, expiresAt },
      repeated: true,
    });
    clock.set(new Date(expiresAt).toISOString());
    assert.deepEqual(await showInvitation(youssef, id), { ok: false, error: 'not-now' });
    const again = await referAgain(youssef, id);
    assert.ok(again.ok && !again.repeated && again.invitation.token !== token);
    assert.deepEqual(await openInvitation(ground.jongere, token), { ok: false, error: 'ended' });
    assert.ok((await openInvitation(ground.jongere, again.invitation.token)).ok);
  });

  test('starts sooner where it cannot wait, for who refers and for who is invited', async () => {
    const { youssef, jongere, clock } = ground;
    clock.set(at('10:00'));
    ground.ctx.bus.say({ roster: true });
    const first = async (urgent: boolean) => {
      const { days } = await findReferralTimes(youssef, {
        topic: 'kort',
        from: '2026-11-23',
        urgent,
        visits: false,
      });
      return days[0]?.times[0]?.start;
    };
    assert.equal(await first(false), Date.parse(at('12:00')));
    assert.equal(await first(true), Date.parse(at('10:30')));
    const slot = { topic: 'kort', start: at('10:30'), location: 'centrum', modality: 'op-locatie' } as const;
    const calm = await invited(youssef);
    const soon = await invited(youssef, { urgent: 'Vanavond geen bed' });
    const refused = await holdInvitationTime(jongere, calm.token, slot);
    assert.ok(!refused.ok && refused.error === 'taken');
    assert.ok((await holdInvitationTime(jongere, soon.token, slot)).ok);
    // A time that was held at the shorter notice is not for a referral that can wait.
    const held = await holdReferralTime(youssef, { ...slot, start: at('10:45') }, { urgent: true });
    assert.ok(held.ok);
    const sent = await together(youssef, '10:45', { hold: held.hold.token, start: undefined });
    const calmly = await referTogether(youssef, sent, 'calm');
    assert.ok(!calmly.ok && calmly.error === 'taken' && calmly.reason === 'too-soon');
    const urgently = await referTogether(youssef, { ...sent, urgent: 'Vanavond geen bed' }, 'soon');
    assert.ok(urgently.ok, JSON.stringify(urgently));
  });
});

describe('a referral together', () => {
  test('is an afspraak with the referral attached, made once for its key', async () => {
    const { youssef, casemanager } = ground;
    const input = await together(youssef, '10:00', { interpreter: 'Tigrinya' });
    const [first, again] = [
      await referTogether(youssef, input, 't1'),
      await referTogether(youssef, input, 't1'),
    ];
    assert.ok(first.ok && again.ok);
    assert.deepEqual([again.appointment.id, again.repeated], [first.appointment.id, true]);
    assert.deepEqual([await countOf('referrals'), await countOf('appointments')], [1, 1]);
    assert.deepEqual(await statusOf(first.referral), {
      status: 'appointment',
      start: first.appointment.start,
    });
    const seen = await readReferralOf(casemanager, first.appointment.id);
    assert.ok(seen.ok && seen.referral);
    assert.deepEqual([seen.referral.interpreter, seen.referral.referrer.name], ['Tigrinya', 'Youssef']);
    const later = await referTogether(youssef, { ...input, told: 'iets anders' }, 't1');
    assert.deepEqual(later, { ok: false, error: 'key-reused' });
  });

  test('has messages that say little where nobody said who reads them, and otherwise as much as was said', async () => {
    const { youssef } = ground;
    const levels: (string | undefined)[] = [];
    for (const [time, messages] of [
      ['10:00', undefined],
      ['11:00', 'full'],
      ['12:00', 'none'],
    ] as const) {
      const made = await referTogether(youssef, await together(youssef, time, { messages }), `m${time}`);
      levels.push(made.ok ? made.appointment.messages : made.error);
    }
    assert.deepEqual(levels, ['only-appointment', 'full', 'none']);
  });

  test('that is sent again gives nothing once the jongere ended the sharing, or it was closed or withdrawn', async () => {
    const { youssef, jongere, sql } = ground;
    const input = await together(youssef, '10:00');
    const send = () => referTogether(youssef, input, 'over');
    const made = await send();
    assert.ok(made.ok && (await send()).ok);
    assert.ok((await withdrawSharing(jongere, made.appointment.token)).ok);
    assert.deepEqual(await send(), { ok: false, error: 'too-late' });
    await sql`update referrals set sharing_ended_at = null`;
    assert.ok((await send()).ok);
    await sql`update referrals set closed_at = now(), close_reason = 'helped'`;
    assert.deepEqual(await send(), { ok: false, error: 'too-late' });
    await sql`update referrals set closed_at = null, close_reason = null, withdrawn_at = now()`;
    assert.deepEqual(await send(), { ok: false, error: 'too-late' });
    assert.equal(await countOf('appointments'), 1);
  });

  test('uses the time that was held for it', async () => {
    const { youssef } = ground;
    const slot = { topic: 'kort', start: at('11:00'), location: 'centrum', modality: 'op-locatie' } as const;
    const held = await placeHold(youssef, slot);
    assert.ok(held.ok);
    const input = await together(youssef, '11:00', { hold: held.hold.token, start: undefined });
    const made = await referTogether(youssef, input, 't2');
    assert.ok(made.ok && made.appointment.id === held.hold.id);
    assert.ok((await referTogether(youssef, input, 't2')).ok);
    // The hold is used: with another key nothing more comes of it.
    assert.deepEqual(await referTogether(youssef, input, 't3'), { ok: false, error: 'hold-expired' });
    assert.equal(await countOf('referrals'), 1);
  });

  test('that was sent while offline tells the nearest free times when its time was taken, and loses nothing', async () => {
    const { youssef, fatma } = ground;
    const input = await together(youssef, '10:00');
    for (const _ of ground.staff) await bookedTogether(fatma, '10:00');
    const refused = await referTogether(youssef, input, 'offline');
    assert.ok(!refused.ok && refused.error === 'taken' && refused.alternatives.length > 0);
    assert.equal(await countOf('referrals'), ground.staff.length);
    const [nearest] = refused.alternatives;
    assert.ok(nearest);
    // The same form, with another time and a key of its own.
    const start = new Date(nearest.start).toISOString();
    assert.ok((await referTogether(youssef, { ...input, start }, 'offline, again')).ok);
  });

  test('with the contact of the jongerenwerker is no limit on how many jongeren they bring', async () => {
    const { youssef } = ground;
    const own = { contact: { email: 'youssef@example.nl' }, contactOf: 'jongerenwerker' };
    for (const time of ['10:00', '11:00', '12:00', '13:00']) await bookedTogether(youssef, time, own);
    // Nor on when these come: of one afspraak that is moved, another is no reason to refuse.
    const free = await bookedTogether(youssef, '15:00', own);
    const to = { start: at('13:00'), location: 'centrum', modality: 'op-locatie' } as const;
    const moved = await move(ground.jongere, free.appointment.token, to);
    assert.ok(moved.ok, JSON.stringify(moved));
    // The jongere's own contact has the limits of every jongere.
    const theirs = { contact: { email: 'sam@example.nl' } };
    await bookedTogether(youssef, '10:00', theirs);
    const twice = await referTogether(youssef, await together(youssef, '10:00', theirs), 'twice');
    assert.ok(!twice.ok && twice.error === 'same-time');
  });
});

describe('who may see what', () => {
  test('another organisation’s does not exist, whatever is asked of it', async () => {
    const { youssef, fatma, kees } = ground;
    const { id } = await bookedTogether(youssef, '10:00', { contact: { email: 'sam@example.nl' } });
    assert.ok((await readReferral(fatma, id)).ok);
    assert.equal((await readReferrals(fatma)).length, 1);
    assert.equal((await readReferrals(fatma, { mine: true })).length, 0);
    assert.deepEqual(await readReferrals(kees), []);
    const change = { ...(await referral(kees)), reason: 'x', version: 1 };
    for (const answer of [
      await readReferral(kees, id),
      await showInvitation(kees, id),
      await remindReferral(kees, id),
      await referAgain(kees, id),
      await withdrawReferral(kees, id, { reason: 'x', version: 1 }),
      await changeReferral(kees, id, change),
      await answerCasemanager(kees, id, { text: 'Hoi' }),
      await readReferral(youssef, 'nergens'),
    ])
      assert.deepEqual(answer, nobody);
    assert.deepEqual(await findAlike(kees, { firstName: 'Sam', contact: { email: 'sam@example.nl' } }), []);
    const tried = await ground.ctx.audit
      .flush()
      .then(
        () =>
          ground.sql`select action from audit where object_id = ${id} and result = 'not-found' and actor = 'staff'`,
      );
    assert.ok(tried.length >= 6);
  });

  test('two organisations that refer the same jongere see each their own', async () => {
    const { youssef, kees } = ground;
    const same = { contact: { email: 'sam@example.nl' } };
    const first = await bookedTogether(youssef, '10:00', same);
    const second = await bookedTogether(kees, '11:00', same);
    assert.deepEqual(
      (await readReferrals(youssef)).map(({ id }) => id),
      [first.id],
    );
    assert.deepEqual(
      (await readReferrals(kees)).map(({ id }) => id),
      [second.id],
    );
    assert.deepEqual(
      (await findAlike(kees, { firstName: 'SÄM', contact: {} })).map(({ id }) => id),
      [second.id],
    );
  });

  test('the organisation keeps them when who made them leaves, or when it is ended', async () => {
    const { youssef, fatma, coordinator, bridge, sql, jongere } = ground;
    const { id, token } = await invited(youssef);
    const form = await invited(youssef);
    await sql`update staff set active = false where first_name = 'Youssef'`;
    await sql`update organisations set active = false where id = ${bridge}`;
    try {
      const rows = await readReferrals(fatma);
      assert.deepEqual(
        rows.map((row) => [row.madeBy, row.isMine]),
        [
          ['Youssef', false],
          ['Youssef', false],
        ],
      );
      assert.ok((await bookInvitation(jongere, token, request('10:00'))).ok);
      assert.equal((await statusOf(id, fatma)).status, 'appointment');
      ground.clock.set(new Date(form.expiresAt).toISOString());
      assert.deepEqual(
        (await readOpenReferrals(coordinator)).map((one) => [one.id, one.referrer.ended]),
        [[form.id, true]],
      );
      assert.equal((await countOpenReferrals(coordinator))?.count, 1);
    } finally {
      await sql`update staff set active = true where first_name = 'Youssef'`;
      await sql`update organisations set active = true where id = ${bridge}`;
    }
  });

  test('the team sees what is on its afspraken, and a coordinator also what nobody took', async () => {
    const { youssef, casemanager, coordinator, clock } = ground;
    const { id, expiresAt } = await invited(youssef);
    // While the link opens it is the jongere's: they may still detach it.
    assert.deepEqual(await readOpenReferrals(coordinator), []);
    assert.equal(await countOpenReferrals(coordinator), null);
    assert.deepEqual(await readTeamReferral(coordinator, id), nobody);
    clock.set(new Date(expiresAt).toISOString());
    assert.deepEqual(await readTeamReferral(casemanager, id), nobody);
    const open = await readTeamReferral(coordinator, id);
    assert.ok(open.ok && open.referral.canSettle);
    const time = { start: '2026-12-07T10:00:00+01:00', location: 'centrum', modality: 'op-locatie' } as const;
    const booked = await bookReferral(coordinator, id, time, 'desk');
    assert.ok(booked.ok, JSON.stringify(booked));
    assert.equal(booked.appointment.messages, 'only-appointment', 'nobody said who reads them');
    const again = await bookReferral(coordinator, id, time, 'desk');
    assert.ok(again.ok && again.appointment.id === booked.appointment.id);
    const other = await bookReferral(coordinator, id, time, 'another form');
    assert.ok(!other.ok && other.error === 'too-late', JSON.stringify(other));
    assert.ok((await readTeamReferral(casemanager, id)).ok);
    assert.deepEqual(await readOpenReferrals(coordinator), []);
  });

  test('one that is closed by the team is so for the organisation too, with the reason', async () => {
    const { youssef, coordinator, clock } = ground;
    const { id, expiresAt } = await invited(youssef);
    const close = () => closeReferral(coordinator, id, { reason: 'not-reached', version: 1 });
    assert.deepEqual(await close(), { ok: false, error: 'too-late' });
    clock.set(new Date(expiresAt).toISOString());
    assert.deepEqual(await closeReferral(coordinator, id, { reason: 'helped', version: 0 }), {
      ok: false,
      error: 'changed',
    });
    assert.ok((await close()).ok);
    assert.deepEqual(await statusOf(id), { status: 'closed', why: 'not-reached' });
    assert.deepEqual(await close(), { ok: false, error: 'too-late' });
  });
});

describe('what becomes of it', () => {
  test('follows the afspraak, and after a no-show it is referred again', async () => {
    const { youssef, casemanager, jongere, clock } = ground;
    const { id, appointment } = await bookedAlone(youssef, jongere, '10:00');
    clock.set(at('11:00'));
    assert.ok((await recordOutcome(casemanager, appointment.id, { outcome: 'niet-verschenen' })).ok);
    assert.deepEqual(await statusOf(id), { status: 'niet-verschenen' });
    const again = await referAgain(youssef, id);
    assert.ok(again.ok && !again.repeated);
    assert.equal((await statusOf(id)).status, 'invitation-pending');
    const booked = await bookInvitation(jongere, again.invitation.token, request('15:00'));
    assert.ok(booked.ok);
    assert.deepEqual(await statusOf(id), { status: 'appointment', start: booked.appointment.start });
    assert.ok((await cancel(jongere, booked.appointment.token)).ok);
    assert.deepEqual(await statusOf(id), { status: 'excused' });
  });

  test('is no business of the organisation once the jongere ends the sharing; the casemanager keeps it', async () => {
    const { youssef, casemanager, jongere } = ground;
    const { id, appointment } = await bookedAlone(youssef, jongere, '10:00');
    assert.ok((await writeToReferrer(casemanager, id, { text: 'Kan Sam alleen komen?' })).ok);
    assert.ok((await answerCasemanager(youssef, id, { text: 'Ja, met de tram' })).ok);
    // Sent twice.
    assert.ok((await answerCasemanager(youssef, id, { text: 'Ja, met de tram' })).ok);
    const shared = await readSharing(jongere, appointment.token);
    assert.ok(shared.ok && shared.referral);
    assert.deepEqual(
      shared.referral.messages.map(({ author, name, text }) => `${author} ${name} ${text}`),
      ['casemanager Noor Kan Sam alleen komen?', 'referrer Youssef Ja, met de tram'],
    );
    assert.ok((await withdrawSharing(jongere, appointment.token)).ok);
    assert.ok((await withdrawSharing(jongere, appointment.token)).ok);
    assert.deepEqual(await statusOf(id), { status: 'closed', why: 'sharing-ended' });
    const own = await readReferral(youssef, id);
    assert.ok(own.ok && own.referral.messages.length === 0 && own.referral.place === null);
    assert.deepEqual(await writeToReferrer(casemanager, id, { text: 'Nog iets' }), {
      ok: false,
      error: 'too-late',
    });
    assert.deepEqual(await answerCasemanager(youssef, id, { text: 'Nog iets' }), {
      ok: false,
      error: 'too-late',
    });
    const seen = await readReferralOf(casemanager, appointment.id);
    assert.ok(seen.ok && seen.referral?.status.status === 'appointment' && !seen.referral.canWrite);
  });

  test('is told to the organisation without a word of casemanagers or of the jongere', async () => {
    const { youssef, casemanager, jongere, sql } = ground;
    const { id, token } = await invited(youssef);
    const input = { firstName: 'Samira', told: 'Ik kom alleen', stepFree: false, version: 1 };
    assert.ok((await correctReferral(jongere, { invitation: token }, input)).ok);
    assert.deepEqual(await correctReferral(jongere, { invitation: token }, input), { ok: true });
    assert.deepEqual(await correctReferral(jongere, { invitation: token }, { ...input, told: 'x' }), {
      ok: false,
      error: 'changed',
    });
    const booked = await bookInvitation(jongere, token, { ...request('10:00'), note: 'geheim van Sam' });
    assert.ok(booked.ok);
    await sql`insert into appointment_notes (appointment_id, staff_id, at, text)
      values (${booked.appointment.id}, ${ground.staff[0] ?? ''}, now(), 'geheim van Noor')`;
    const own = await readReferral(youssef, id);
    const rows = await readReferrals(youssef);
    assert.ok(own.ok);
    assert.doesNotMatch(JSON.stringify([own, rows]), /geheim|Samira|Ik kom alleen/);
    const alike = async (firstName: string) =>
      (await findAlike(youssef, { firstName, contact: {} })).map((one) => one.id);
    assert.deepEqual([await alike('Samira'), await alike('sam')], [[], [id]]);
    assert.equal(own.referral.told, 'Sam komt liever in de ochtend');
    const seen = await readReferralOf(casemanager, booked.appointment.id);
    assert.ok(seen.ok && seen.referral);
    assert.equal(seen.referral.told, 'Ik kom alleen');
    assert.deepEqual(seen.referral.changes[0]?.before, {
      firstName: 'Sam',
      told: 'Sam komt liever in de ochtend',
    });
  });

  test('is nothing any more when the jongere detaches it before booking', async () => {
    const { youssef, coordinator, jongere, clock } = ground;
    const { id, token, expiresAt } = await invited(youssef);
    assert.ok((await detachReferral(jongere, token)).ok);
    assert.deepEqual(await detachReferral(jongere, token), { ok: false, error: 'detached' });
    assert.deepEqual(await statusOf(id), { status: 'closed', why: 'detached' });
    const late = await bookInvitation(jongere, token, request('10:00'));
    assert.deepEqual(late, { ok: false, error: 'detached' });
    clock.set(new Date(expiresAt).toISOString());
    assert.deepEqual(await readOpenReferrals(coordinator), []);
    assert.deepEqual(await readTeamReferral(coordinator, id), nobody);
  });

  test('is no casemanager’s any more when the jongere detaches it after an afspraak that led to nothing', async () => {
    const { youssef, casemanager, coordinator, jongere, clock } = ground;
    const { id, appointment } = await bookedAlone(youssef, jongere, '10:00');
    clock.set(at('11:00'));
    assert.ok((await recordOutcome(casemanager, appointment.id, { outcome: 'niet-verschenen' })).ok);
    const again = await referAgain(youssef, id);
    assert.ok(again.ok);
    const before = await readReferralOf(casemanager, appointment.id);
    assert.ok(before.ok && before.referral);
    assert.ok((await detachReferral(jongere, again.invitation.token)).ok);
    assert.deepEqual(await readReferralOf(casemanager, appointment.id), { ok: true, referral: null });
    for (const who of [casemanager, coordinator]) assert.deepEqual(await readTeamReferral(who, id), nobody);
  });

  test('waits for the team in the order that it came, however many came after', async () => {
    const { youssef, casemanager, coordinator, jongere, clock, sql } = ground;
    const missed = await bookedAlone(youssef, jongere, '10:00');
    clock.advance(1);
    const called = await bookedAlone(youssef, jongere, '11:00');
    const came = await bookedAlone(youssef, jongere, '12:00');
    const stands = await bookedAlone(youssef, jongere, '15:00');
    assert.ok((await cancel(jongere, called.appointment.token)).ok);
    clock.set(at('13:00'));
    assert.ok((await recordOutcome(casemanager, missed.appointment.id, { outcome: 'niet-verschenen' })).ok);
    assert.ok((await recordOutcome(casemanager, came.appointment.id, { outcome: 'geweest' })).ok);
    const expired = await invited(youssef);
    await sql`update referral_invitations set expires_at = created_at + interval '1 minute' where referral_id = ${expired.id}`;
    clock.advance(60_000);
    assert.ok((await referByForm(jongere, await formReferral(jongere), 'waits')).ok);
    // Two hundred of which the link still opens came later.
    const open = await invited(youssef);
    await sql`
      insert into referrals
      select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'key_hash', null, 'request_hash', null))).*
      from referrals r, generate_series(1, 200) where r.id = ${open.id}`;
    await sql`
      insert into referral_invitations (id, referral_id, token_hash, created_at, expires_at)
      select gen_random_uuid(), r.id, r.id::text, i.created_at, i.expires_at
      from referrals r, referral_invitations i where i.referral_id = ${open.id} and r.id <> ${open.id} and r.key_hash is null`;
    const waiting = (await readOpenReferrals(coordinator)).map((one) => [one.status.status, one.id]);
    const form = waiting.at(-1)?.[1];
    assert.deepEqual(waiting, [
      ['niet-verschenen', missed.id],
      ['excused', called.id],
      ['invitation-expired', expired.id],
      ['sent', form],
    ]);
    assert.ok(![stands.id, open.id].includes(form ?? ''));
    // A new link makes it the jongere's turn.
    assert.ok((await referAgain(youssef, missed.id)).ok);
    assert.deepEqual(
      (await readOpenReferrals(coordinator)).map(({ id }) => id),
      [called.id, expired.id, form],
    );
  });

  test('a change keeps what was known at sending, with the reason', async () => {
    const { youssef, fatma } = ground;
    const { id } = await invited(youssef);
    const next = {
      ...(await referral(fatma, { told: 'Komt met zijn zus' })),
      reason: 'Zus belde',
      version: 1,
    };
    assert.ok((await changeReferral(fatma, id, next)).ok);
    assert.deepEqual(await changeReferral(fatma, id, { ...next, told: 'x' }), {
      ok: false,
      error: 'changed',
    });
    const own = await readReferral(youssef, id);
    assert.ok(own.ok);
    assert.equal(own.referral.told, 'Komt met zijn zus');
    const [change] = own.referral.changes;
    assert.deepEqual([change?.by.name, change?.reason], ['Fatma', 'Zus belde']);
    assert.equal(change?.before.told, 'Sam komt liever in de ochtend');
  });

  test('a change by the organisation leaves what the jongere corrected, and tells nothing of it', async () => {
    const { youssef, casemanager, jongere } = ground;
    const sent = await referral(youssef, { reachNote: 'Bel niet thuis' });
    const made = await refer(youssef, sent, 'corrected');
    assert.ok(made.ok);
    const by = { invitation: made.invitation.token };
    const mine = { ...sent, firstName: 'Samira', told: 'Ik kom alleen', stepFree: true, version: 1 };
    assert.ok((await correctReferral(jongere, by, mine)).ok);
    const before = await readReferral(youssef, made.referral);
    assert.ok(before.ok);
    // The form as it was shown, with another phone, and a word over one that the jongere corrected.
    const { consent: _, ...form } = sent;
    const next = {
      ...form,
      told: 'Sam komt liever in de middag',
      reachNote: 'Bel na vijven',
      contact: { ...form.contact, phone: '06 12345678' },
      reason: 'Ander nummer',
      version: before.referral.version,
    };
    assert.ok((await changeReferral(youssef, made.referral, next)).ok);
    const own = await readReferral(youssef, made.referral);
    assert.ok(own.ok);
    assert.doesNotMatch(JSON.stringify(own), /Samira|Ik kom alleen/);
    assert.deepEqual(
      own.referral.changes.map((one) => one.before),
      [{ phone: null, reachNote: 'Bel niet thuis' }],
    );
    const booked = await bookInvitation(jongere, by.invitation, request('10:00'));
    assert.ok(booked.ok);
    const seen = await readReferralOf(casemanager, booked.appointment.id);
    assert.ok(seen.ok && seen.referral);
    const { firstName, told, stepFree, phone, reachNote } = seen.referral;
    assert.deepEqual(
      [firstName, told, stepFree, phone, reachNote],
      ['Samira', 'Ik kom alleen', true, '+31612345678', 'Bel na vijven'],
    );
  });

  test('without an afspraak is forgotten after its days, counted from when its link was over', async () => {
    const { youssef, coordinator, jongere, clock, sql, ctx } = ground;
    const { id, expiresAt } = await invited(youssef);
    const kept = await bookedAlone(youssef, jongere, '10:00');
    const form = await formReferral(jongere);
    assert.deepEqual(await referByForm(jongere, form, 'form'), { ok: true, repeated: false });
    assert.deepEqual(await referByForm(jongere, form, 'form'), { ok: true, repeated: true });
    const [landed] = await readOpenReferrals(coordinator);
    assert.deepEqual(
      [landed?.referrer.organisation, landed?.referrer.phone, landed?.canWrite, landed?.status.status],
      ['ROC Voorbeeldstad', '+31612345678', false, 'sent'],
    );
    const left = async () => (await sql`select from referrals where wiped_at is null`).length;
    clock.set(new Date(expiresAt + 90 * day).toISOString());
    await forgetReferrals(ctx);
    // The form has no link, so it went; of the other the link was over this moment.
    assert.equal(await left(), 2);
    clock.advance(1);
    await forgetReferrals(ctx);
    assert.equal(await left(), 1);
    assert.deepEqual(await readReferral(youssef, id), nobody);
    assert.ok((await readReferral(youssef, kept.id)).ok);
    const wiped =
      await sql`select first_name, told, from_name, from_phone, key_hash from referrals where wiped_at is not null`;
    assert.deepEqual(new Set(wiped.flatMap((row) => Object.values(row))), new Set([null]));
  });

  test('is not forgotten while somebody books with its link, nor when they just have', async () => {
    const { youssef, clock, sql, ctx } = ground;
    const { expiresAt } = await invited(youssef);
    clock.set(new Date(expiresAt + 91 * day).toISOString());
    const left = async () => (await sql`select from referrals where wiped_at is null`).length;
    await sql.begin(async (tx) => {
      await tx`select from referrals for update`;
      await forgetReferrals(ctx);
    });
    assert.equal(await left(), 1);
    await forgetReferrals(ctx);
    assert.equal(await left(), 0);
  });

  test('is forgotten together with the last of its afspraken', async () => {
    const { youssef, casemanager, jongere, clock, sql } = ground;
    const { id, appointment } = await bookedAlone(youssef, jongere, '10:00', { interpreter: 'Arabisch' });
    assert.ok((await writeToReferrer(casemanager, id, { text: 'Hoi' })).ok);
    clock.set(at('11:00'));
    assert.ok((await wipe(jongere, appointment.token)).ok);
    assert.deepEqual(await readReferral(youssef, id), nobody);
    const [kept] = await sql`
      select first_name, email, told, interpreter, wiped_at is not null as wiped, consent_text is not null as consent,
        (select count(*)::int from referral_messages) as messages from referrals`;
    assert.deepEqual(
      { ...kept },
      {
        first_name: null,
        email: null,
        told: null,
        interpreter: null,
        wiped: true,
        consent: true,
        messages: 0,
      },
    );
  });
});
