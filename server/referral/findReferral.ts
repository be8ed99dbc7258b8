import { and, eq, isNull, ne, or, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { referrals } from '#db/schema/index.ts';
import { reachFor } from '#server/access/may.ts';
import { type StaffAction, scope } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import type { Ctx } from '#server/kernel/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type ReferralRecord, selectReferrals } from './selectReferrals.ts';

/**
 * A referral that whoever is signed in may see, by its id. Of another organisation or team, forgotten and unknown look the
 * same.
 */
export async function findReferral(
  ctx: Ctx,
  action: StaffAction,
  id: string,
): Promise<{ ok: true; found: ReferralRecord } | NotFound> {
  const inScope = ofAction(ctx, action);
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const [found] = await selectReferrals(ctx, and(eq(referrals.id, id), inScope), 1);
  if (found) return { ok: true, found };
  notFound(ctx, action, { kind: 'referral', id });
  return { ok: false, error: 'not-found' };
}

/**
 * To which referrals somebody may do something. What came from a chat is the organisation's for as long as the jongere shares it:
 * it never told them anything of its own.
 */
export function ofAction(ctx: Ctx, action: StaffAction): SQL | undefined {
  const inScope = scope(ctx, action);
  if (reachFor(ctx.actor, action) !== 'organisation') return inScope;
  const { source, sharingEndedAt, closeReason } = referrals;
  const isShared = and(isNull(sharingEndedAt), or(isNull(closeReason), ne(closeReason, 'detached')));
  return and(inScope, or(ne(source, 'chat'), isShared));
}
