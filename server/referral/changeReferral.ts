import { and, eq } from 'drizzle-orm';
import { referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { normaliseReach } from '#server/booking/person.ts';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { Invalid, TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { changeableOf, columnsOf, differences, keepChange } from './changes.ts';
import { findReferral } from './findReferral.ts';
import { canStill } from './rules.ts';
import type { ChangeReferralInput } from './schema.ts';
import { statusOf } from './selectReferrals.ts';
import type { Changeable } from './types.ts';

/**
 * Changes what was sent, with the reason why. What stood there stays to be read, by the organisation and by the team. What it is
 * about cannot change any more once there is an afspraak.
 */
export async function changeReferral(
  ctx: Ctx,
  id: string,
  input: ChangeReferralInput,
): Promise<{ ok: true } | NotFound | Changed | TooLate | Invalid> {
  may(ctx, 'referral.change');
  const result = await findReferral(ctx, 'referral.change', id);
  if (!result.ok) return result;
  const { found } = result;
  const status = statusOf(found, ctx.clock.now(), 'organisation');
  if (!canStill('change', status)) return { ok: false, error: 'too-late' };
  const { email, phone, reachBy, errors } = normaliseReach(input.contact, input.reachBy);
  const topic = findTopic(await ctx.roster.current(), input.topic);
  if (!topic && input.topic !== found.row.topicId) errors.push({ field: 'topic', message: 'topic-unknown' });
  if (input.topic !== found.row.topicId && status.status === 'appointment')
    errors.push({ field: 'topic', message: 'topic-of-appointment' });
  if (errors.length > 0) return { ok: false, error: 'invalid', errors };
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
    companion: input.companion ?? null,
    interpreter: input.interpreter ?? null,
    stepFree: input.stepFree,
  };
  const before = differences(changeableOf(found.row), then);
  if (Object.keys(before).length === 0) return { ok: true };
  return write<{ ok: true } | Changed, Ctx>(ctx, async (w) => {
    const tx = w.ctx.db;
    const rows = await tx
      .update(referrals)
      .set({ ...columnsOf(then), version: found.row.version + 1 })
      .where(and(eq(referrals.id, id), eq(referrals.version, input.version)))
      .returning({ id: referrals.id });
    if (rows.length === 0 || input.version !== found.row.version)
      return w.undo({ ok: false, error: 'changed' });
    await keepChange(w, { referral: id, before, reason: input.reason });
    w.record({ about: { kind: 'referral', id }, what: 'changed' });
    return { ok: true };
  });
}
