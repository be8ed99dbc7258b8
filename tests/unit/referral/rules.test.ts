import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contactResults, outcomes, referralCloseReasons } from '#db/schema/words.ts';
import {
  type AppointmentFacts,
  canRemind,
  canStill,
  type InvitationFacts,
  type ReferralFacts,
  referralStatus,
} from '#server/referral/rules.ts';

const day = 24 * 3_600_000;
const made = Date.parse('2026-11-20T10:00:00+01:00');

const fresh: ReferralFacts = {
  createdAt: made,
  withdrawnAt: null,
  sharingEndedAt: null,
  closedAt: null,
  closeReason: null,
  handedOver: null,
};
const link: InvitationFacts = {
  createdAt: made,
  expiresAt: made + 14 * day,
  usedAt: null,
  endedAt: null,
  remindedAt: null,
};
const visit: AppointmentFacts = {
  status: 'booked',
  outcome: null,
  start: made + 5 * day,
  bookedAt: made + day,
};

const moment = fc.integer({ min: made, max: made + 40 * day });
const maybe = fc.option(moment);
const aReferral: fc.Arbitrary<ReferralFacts> = fc
  .record({
    withdrawnAt: maybe,
    sharingEndedAt: maybe,
    closedAt: maybe,
    why: fc.constantFrom(...referralCloseReasons),
    handedOver: fc.option(
      fc.record({ isTaken: fc.boolean(), contact: fc.option(fc.constantFrom(...contactResults)) }),
    ),
  })
  .map(({ why, ...facts }) => ({
    ...facts,
    createdAt: made,
    closeReason: facts.closedAt === null ? null : why,
  }));
const anInvitation: fc.Arbitrary<InvitationFacts> = fc
  .record({
    createdAt: moment,
    days: fc.integer({ min: 5, max: 60 }),
    over: fc.constantFrom('used', 'ended', null),
    remindedAt: maybe,
  })
  .map(({ createdAt, days, over, remindedAt }) => ({
    createdAt,
    expiresAt: createdAt + days * day,
    usedAt: over === 'used' ? createdAt + 1 : null,
    endedAt: over === 'ended' ? createdAt + 1 : null,
    remindedAt,
  }));
const anAppointment: fc.Arbitrary<AppointmentFacts> = fc.record({
  status: fc.constantFrom('booked', 'cancelled'),
  outcome: fc.option(fc.constantFrom(...outcomes)),
  start: moment,
  bookedAt: moment,
});
const appointments = fc.array(anAppointment, { maxLength: 4 });

describe('what became of a referral', () => {
  it('is said of each way that it can go', () => {
    const now = made + 2 * day;
    const of = (
      referral: Partial<ReferralFacts>,
      invitation: InvitationFacts | null,
      booked: AppointmentFacts[],
      at = now,
    ) => referralStatus({ ...fresh, ...referral }, invitation, booked, at);
    assert.deepEqual(of({}, null, []), { status: 'sent' });
    assert.deepEqual(of({}, link, []), { status: 'invitation-pending', until: link.expiresAt });
    assert.deepEqual(of({}, link, [], link.expiresAt - 1), {
      status: 'invitation-pending',
      until: link.expiresAt,
    });
    assert.deepEqual(of({}, link, [], link.expiresAt), { status: 'invitation-expired' });
    const used = { ...link, usedAt: visit.bookedAt };
    assert.deepEqual(of({}, used, [visit]), { status: 'appointment', start: visit.start });
    // Of one that is over and has no outcome yet, nobody knows how it went.
    assert.deepEqual(of({}, used, [visit], visit.start + day), { status: 'appointment', start: visit.start });
    assert.deepEqual(of({}, used, [{ ...visit, outcome: 'geweest' }]), { status: 'geweest' });
    assert.deepEqual(of({}, used, [{ ...visit, outcome: 'niet-verschenen' }]), { status: 'niet-verschenen' });
    assert.deepEqual(of({}, used, [{ ...visit, status: 'cancelled' }]), { status: 'excused' });
    assert.deepEqual(of({}, used, [{ ...visit, status: 'cancelled', outcome: 'afgezegd' }]), {
      status: 'excused',
    });
    const fromChat = { isTaken: false, contact: null };
    assert.deepEqual(of({ handedOver: fromChat }, null, []), { status: 'handed-over' });
    assert.deepEqual(of({ handedOver: { isTaken: true, contact: null } }, null, []), { status: 'taken' });
    assert.deepEqual(of({ handedOver: { isTaken: true, contact: 'made' } }, null, []), {
      status: 'contact-made',
    });
    assert.deepEqual(of({ handedOver: { isTaken: true, contact: 'failed' } }, null, []), {
      status: 'contact-failed',
    });
    assert.equal(of({ handedOver: fromChat }, link, []).status, 'invitation-pending');
    assert.equal(of({ handedOver: fromChat }, used, [visit]).status, 'appointment');
    assert.deepEqual(of({ withdrawnAt: now }, link, []), { status: 'withdrawn' });
    assert.deepEqual(of({ sharingEndedAt: now }, used, [visit]), { status: 'closed', why: 'sharing-ended' });
    assert.deepEqual(of({ closedAt: now, closeReason: 'detached' }, link, []), {
      status: 'closed',
      why: 'detached',
    });
  });

  it('is that of the last try: a link of after the last afspraak counts before it, and one that ended never', () => {
    const missed: AppointmentFacts = { ...visit, outcome: 'niet-verschenen' };
    const again = { ...link, createdAt: visit.start + day, expiresAt: visit.start + 15 * day };
    const now = again.createdAt;
    assert.equal(referralStatus(fresh, again, [missed], now).status, 'invitation-pending');
    assert.equal(referralStatus(fresh, { ...again, endedAt: now }, [missed], now).status, 'niet-verschenen');
    const second: AppointmentFacts = { ...visit, bookedAt: now, start: now + day };
    assert.deepEqual(referralStatus(fresh, { ...again, usedAt: now }, [missed, second], now), {
      status: 'appointment',
      start: second.start,
    });
  });

  it('tells nothing of an afspraak once the jongere ended the sharing, or the referral was withdrawn', () => {
    fc.assert(
      fc.property(
        aReferral,
        fc.option(anInvitation),
        appointments,
        moment,
        (referral, invitation, booked, now) => {
          fc.pre(referral.withdrawnAt !== null || referral.sharingEndedAt !== null);
          const said = JSON.stringify(referralStatus(referral, invitation, booked, now));
          assert.equal(said, JSON.stringify(referralStatus(referral, null, [], made)));
        },
      ),
    );
  });

  it('does not depend on the order in which afspraken are read', () => {
    fc.assert(
      fc.property(
        aReferral,
        fc.option(anInvitation),
        fc.uniqueArray(anAppointment, { selector: ({ bookedAt }) => bookedAt, maxLength: 4 }),
        moment,
        (referral, invitation, booked, now) =>
          assert.deepEqual(
            referralStatus(referral, invitation, booked, now),
            referralStatus(referral, invitation, booked.toReversed(), now),
          ),
      ),
    );
  });

  it('changes by time alone only when a link expires', () => {
    fc.assert(
      fc.property(
        aReferral,
        fc.option(anInvitation),
        appointments,
        moment,
        moment,
        (referral, invitation, booked, a, b) => {
          const [first, then] = [a, b].map((at) => referralStatus(referral, invitation, booked, at));
          if (first?.status === then?.status) return;
          const said = [first?.status, then?.status].sort();
          assert.deepEqual(said, ['invitation-expired', 'invitation-pending']);
        },
      ),
    );
  });
});

describe('what may still be done', () => {
  it('is nothing with what is withdrawn or closed', () => {
    for (const act of ['withdraw', 'again', 'change', 'write', 'show', 'settle'] as const) {
      assert.equal(canStill(act, { status: 'withdrawn' }), false);
      assert.equal(canStill(act, { status: 'closed', why: 'helped' }), false);
    }
  });

  it('is nothing of the team while the link is the jongere’s, nor a new link while one stands', () => {
    const pending = { status: 'invitation-pending', until: made } as const;
    assert.equal(canStill('settle', pending), false);
    assert.equal(canStill('again', pending), false);
    assert.equal(canStill('withdraw', { status: 'appointment', start: made }), false);
  });

  it('reminds once, from the third day on, while two days are left', () => {
    const pending = { status: 'invitation-pending', until: link.expiresAt } as const;
    const at = (now: number) => canRemind(pending, link, now);
    assert.deepEqual([made + 3 * day - 1, made + 3 * day].map(at), [false, true]);
    assert.deepEqual([link.expiresAt - 2 * day, link.expiresAt - 2 * day + 1].map(at), [true, false]);
    assert.equal(canRemind(pending, { ...link, remindedAt: made + 3 * day }, made + 4 * day), false);
    assert.equal(canRemind({ status: 'appointment', start: made }, link, made + 4 * day), false);
  });
});
