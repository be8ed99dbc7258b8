import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookInvitation } from '#server/referral/bookInvitation.ts';
import { referAgain, remindReferral } from '#server/referral/linkOfReferral.ts';
import { writeToReferrer } from '#server/referral/messages.ts';
import { detachReferral, withdrawSharing } from '#server/referral/ownReferral.ts';
import { readReferral } from '#server/referral/readReferral.ts';
import { refer } from '#server/referral/refer.ts';
import { referTogether } from '#server/referral/referTogether.ts';
import { bookReferral, closeReferral } from '#server/referral/settleReferral.ts';
import { withdrawReferral } from '#server/referral/withdrawReferral.ts';
import { assertNoDoubleBooking, at, atOnce, type Result, request, tally } from '../support/raceGround.ts';
import { bookedTogether, invited, referral, referralGround, together } from '../support/referralGround.ts';

// With real concurrency: each act in a transaction of its own, the database alone decides.

const hours = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00'];
const day = 24 * 3_600_000;

test('a link and a key make one afspraak, whoever is first', async (t) => {
  const ground = await referralGround(3);
  t.after(ground.close);
  const { youssef, fatma, coordinator, casemanager, jongere, sql, clock } = ground;
  const booked = async (id: string) =>
    (await sql`select from appointments where referral_id = ${id} and status = 'booked'`).length;
  const statusOf = async (id: string) => {
    const found = await readReferral(youssef, id);
    assert.ok(found.ok);
    return found.referral.status.status;
  };

  await t.test('a link that is used many times at once is used once', async () => {
    const { id, token } = await invited(youssef);
    const results = await atOnce(12, (i) =>
      bookInvitation(
        jongere,
        token,
        request(hours[i % hours.length] ?? ''),
        i % 2 === 0 ? `${i}` : undefined,
      ),
    );
    assert.deepEqual(tally(results), { ok: 1, used: 11 });
    assert.equal(await booked(id), 1);
    const [{ n } = { n: 0 }] = await sql<{ n: number }[]>`select count(*)::int as n from appointments`;
    assert.equal(n, 1);
  });

  await t.test('the same form sent many times at once gives one afspraak to all', async () => {
    const { id, token } = await invited(youssef);
    const form = request('10:00');
    const results = await atOnce(8, () => bookInvitation(jongere, token, form, 'one form'));
    assert.deepEqual(tally(results), { ok: 8 });
    assert.equal(new Set(results.map((one) => one.ok && one.appointment.id)).size, 1);
    assert.equal(await booked(id), 1);
  });

  await t.test('of booking, detaching and withdrawing at once one happens', async () => {
    for (const round of [0, 1, 2, 3, 4, 5]) {
      const { id, token } = await invited(youssef);
      const acts: (() => Promise<Result>)[] = [
        () => bookInvitation(jongere, token, request(hours[round] ?? '')),
        () => detachReferral(jongere, token),
        () => withdrawReferral(fatma, id, { reason: 'Verhuisd', version: 1 }),
      ];
      const results = await atOnce(9, (i) => (acts[(i + round) % 3] ?? acts[0])?.() ?? assert.fail());
      assert.equal(results.filter(({ ok }) => ok).length, 1, JSON.stringify(tally(results)));
      const became = await statusOf(id);
      assert.equal(await booked(id), became === 'appointment' ? 1 : 0, became);
    }
  });

  await t.test('a referral that is sent many times at once with one key is made once', async () => {
    const link = await referral(youssef);
    const links = await atOnce(8, (i) => refer(i % 2 ? youssef : fatma, link, 'link'));
    assert.deepEqual(tally(links), { ok: 8 });
    assert.equal(new Set(links.map((one) => one.ok && one.invitation.token)).size, 1);
    const input = await together(youssef, '15:00');
    const made = await atOnce(8, () => referTogether(youssef, input, 'together'));
    assert.deepEqual(tally(made), { ok: 8 });
    const ids = new Set(made.map((one) => one.ok && one.appointment.id));
    assert.equal(ids.size, 1);
    const rows = await sql`select from referrals where email = ${input.contact.email ?? ''}`;
    assert.equal(rows.length, 1);
  });

  await t.test('reminding is done once, and a new link is one link', async () => {
    const { id, expiresAt } = await invited(youssef);
    clock.advance(3 * day);
    assert.deepEqual(tally(await atOnce(6, () => remindReferral(youssef, id))), { ok: 1, 'not-now': 5 });
    clock.set(new Date(expiresAt).toISOString());
    const again = await atOnce(6, () => referAgain(youssef, id));
    assert.deepEqual(tally(again), { ok: 6 });
    assert.equal(new Set(again.map((one) => one.ok && one.invitation.token)).size, 1);
    clock.set('2026-11-20T10:00:00+01:00');
  });

  await t.test('of closing and booking by two of the team at once one happens', async () => {
    for (const round of [0, 1, 2, 3]) {
      clock.set('2026-11-20T10:00:00+01:00');
      const { id, expiresAt } = await invited(youssef);
      clock.set(new Date(expiresAt).toISOString());
      const start = `2026-12-07T${hours[round]}:00+01:00`;
      const results = await atOnce(
        6,
        async (i): Promise<Result> =>
          i % 2 === round % 2
            ? closeReferral(coordinator, id, { reason: 'helped', version: 1 })
            : bookReferral(coordinator, id, { start, location: 'centrum', modality: 'op-locatie' }, `${i}`),
      );
      assert.equal(results.filter(({ ok }) => ok).length, 1, JSON.stringify(tally(results)));
      const became = await statusOf(id);
      assert.equal(await booked(id), became === 'appointment' ? 1 : 0, became);
    }
    clock.set('2026-11-20T10:00:00+01:00');
  });

  await t.test('nothing is written to who referred after the jongere ended the sharing', async () => {
    const { id, appointment } = await bookedTogether(youssef, '16:00');
    const results = await atOnce(9, async (i): Promise<Result> => {
      if (i === 4) return withdrawSharing(jongere, appointment.token);
      return writeToReferrer(casemanager, id, { text: `${i}` });
    });
    const sent = results.filter(({ ok }) => ok).length - 1;
    assert.equal((await sql`select from referral_messages where referral_id = ${id}`).length, sent);
    assert.deepEqual(await writeToReferrer(casemanager, id, { text: 'later' }), {
      ok: false,
      error: 'too-late',
    });
  });

  await sql`delete from appointments where local_date <> ${at('10:00').slice(0, 10)}`;
  await assertNoDoubleBooking(sql);
});
