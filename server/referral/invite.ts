import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { referralInvitations } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dayMs } from '#server/kernel/time.ts';
import { hashToken, type Tokens } from '#server/kernel/tokens.ts';
import type { Write } from '#server/kernel/write.ts';
import { tellLink } from './tell.ts';

/** A link to book with, for who gives it to the jongere. */
export interface Invitation {
  token: string;
  /** Epoch ms. */
  expiresAt: number;
}

/** What opens an invitation. It can be said again, and is not stored. */
export const invitationToken = ({ tokens }: { tokens: Tokens }, id: string): string =>
  tokens.make('invitation', id, 1);

/** Makes the link of a referral, for so many days; a former one that still stands is ended. */
export async function invite(w: Write, referralId: string, days: number): Promise<Invitation> {
  const now = Date.parse(w.now);
  const id = randomUUID();
  const token = invitationToken(w.ctx, id);
  const expiresAt = now + days * dayMs;
  await endInvitation(w, referralId);
  const tx = w.ctx.db;
  await tx.insert(referralInvitations).values({
    id,
    referralId,
    tokenHash: hashToken(token),
    createdAt: new Date(now),
    expiresAt: new Date(expiresAt),
  });
  w.record({ about: { kind: 'referral', id: referralId }, what: 'invited' });
  await tellLink(w, referralId, 'referral-link', expiresAt);
  return { token, expiresAt };
}

const isOpen = (referralId: string) =>
  and(
    eq(referralInvitations.referralId, referralId),
    isNull(referralInvitations.usedAt),
    isNull(referralInvitations.endedAt),
  );

/** Ends the link that stands, if any. */
export async function endInvitation(w: Write, referralId: string): Promise<void> {
  const tx = w.ctx.db;
  await tx
    .update(referralInvitations)
    .set({ endedAt: new Date(w.now) })
    .where(isOpen(referralId));
}

/** The last link of a referral, to say again; null when it never had one. */
export async function lastInvitation(ctx: Ctx, referralId: string): Promise<Invitation | null> {
  const [last] = await ctx.db
    .select({ id: referralInvitations.id, expiresAt: referralInvitations.expiresAt })
    .from(referralInvitations)
    .where(eq(referralInvitations.referralId, referralId))
    .orderBy(desc(referralInvitations.createdAt))
    .limit(1);
  return last ? { token: invitationToken(ctx, last.id), expiresAt: last.expiresAt.getTime() } : null;
}
