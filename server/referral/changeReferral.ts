import { eq } from 'drizzle-orm';
import { referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { needsIn } from '#server/booking/needs.ts';
import { normaliseReach } from '#server/booking/person.ts';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { Invalid, TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { asTold, changeAsTold, changeableOf, columnsOf, keepChange, readChanges } from './changes.ts';
import { findReferral } from './findReferral.ts';
import { invite } from './invite.ts';
import { lockReferral } from './lockReferral.ts';
import { canStill, type ReferralStatus } from './rules.ts';
import type { ChangeReferralInput } from './schema.ts';
import { type ReferralRecord, statusOf } from './selectReferrals.ts';
import { tellLink } from './tell.ts';
import type { Changeable } from './types.ts';

/**
 * Changes what was sent, with the reason why. What stood there stays to be read, by the organisation and by the team. What it is
 * about cannot change any more once there is an afspraak. It is compared with what the organisation told itself: of what the
 * jongere corrected, the word of the jongere stays, and nothing is said of it.
 */
export async function changeReferral(
  ctx: Ctx,
  id: string,
  input: ChangeReferralInput,
): Promise<{ ok: true } | NotFound | Changed | TooLate | Invalid> {
  may(ctx, 'referral.change');
  const result = await findReferral(ctx, 'referral.change', id);
  if (!result.ok) return result;
  const { email, phone, reachBy, errors } = normaliseReach(input.contact, input.reachBy);
  const roster = await ctx.roster.current();
  const { settings } = roster;
  const topic = findTopic(roster, input.topic, 'invited');
  const then: Changeable = {
    firstName: input.firstName,
    email,
    phone,
    contactOf: input.contactOf,
    reachBy,
    reachNote: input.reachNote ?? null,
    topicId: input.topic,
    told: input.told ?? null,
    urgent: input.urgent ?? null,
    ...needsIn(input),
  };
  return write<{ ok: true } | NotFound | Changed | TooLate | Invalid, Ctx>(ctx, async (w) => {
    // Under the lock: the jongere may correct it or book at this moment.
    await lockReferral(w, id);
    const again = await findReferral(w.ctx, 'referral.change', id);
    if (!again.ok) return again;
    const { row } = again.found;
    const status = statusOf(again.found, ctx.clock.now(), 'organisation');
    if (!canStill('change', status)) return { ok: false, error: 'too-late' };
    const wrong = [
      ...errors,
      ...wrongTopic({ topic: input.topic, isOffered: topic !== undefined, row, status }),
    ];
    if (wrong.length > 0) return { ok: false, error: 'invalid', errors: wrong };
    const now = changeableOf(row);
    const changes = await readChanges(w.ctx, [id]);
    const { before, next } = changeAsTold(now, asTold(now, changes.get(id) ?? []), then);
    if (Object.keys(before).length === 0) return { ok: true };
    if (row.version !== input.version) return { ok: false, error: 'changed' };
    const tx = w.ctx.db;
    await tx
      .update(referrals)
      .set({ ...columnsOf(next), version: row.version + 1 })
      .where(eq(referrals.id, id));
    await keepChange(w, { referral: id, before, reason: input.reason });
    if (status.status === 'invitation-pending') {
      // Who was mailed by mistake has the link: that opens nothing any more, and the jongere gets one of their own.
      if (wasMistaken(now, next)) await invite(w, id, settings.referral.invitationDays);
      else if (now.contactOf !== next.contactOf) await tellLink(w, id, 'referral-link', status.until);
    }
    w.record({ about: { kind: 'referral', id }, what: 'changed' });
    return { ok: true };
  });
}

/** Whether the link went to an address or number that is not the jongere's. */
const wasMistaken = (now: Changeable, next: Changeable): boolean =>
  now.contactOf === 'jongere' &&
  ((now.email !== null && now.email !== next.email) || (now.phone !== null && now.phone !== next.phone));

interface ChangedTopic {
  topic: string;
  isOffered: boolean;
  row: Pick<ReferralRecord['row'], 'topicId'>;
  status: ReferralStatus;
}

function wrongTopic({ topic, isOffered, row, status }: ChangedTopic): Invalid['errors'] {
  if (topic === row.topicId) return [];
  if (!isOffered) return [{ field: 'topic', message: 'topic-unknown' }];
  return status.status === 'appointment' ? [{ field: 'topic', message: 'topic-of-appointment' }] : [];
}
