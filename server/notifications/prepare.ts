import type { NoticeChannel, NoticeSubject } from '#server/kernel/outbox.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { decideAboutAccounts } from './about/accounts.ts';
import { decideAboutAppointments } from './about/appointments.ts';
import { decideAboutConversations } from './about/conversations.ts';
import { decideAboutHandovers } from './about/handovers.ts';
import { decideAboutInvitations } from './about/invitations.ts';
import { decideAboutReferrals } from './about/referrals.ts';
import { decideAboutWaitingList } from './about/waitingList.ts';
import { decideAboutWebhooks } from './about/webhooks.ts';
import { decideAboutYearPlans } from './about/yearPlans.ts';
import type { Ctx, Services } from './context.ts';
import { type Due, lockDue } from './readDue.ts';
import { type Decision, markDecided } from './settle.ts';
import { limitTexts } from './text/limitTexts.ts';
import type { Outgoing } from './types.ts';

/** Decides what messages about one kind of subject say, in their order; all of them are about it. */
export type Decide = (w: Write<Ctx>, due: readonly Due[]) => Promise<Decision[]>;

const deciding: Record<NoticeSubject, Decide> = {
  appointment: decideAboutAppointments,
  'waiting-list': decideAboutWaitingList,
  referral: decideAboutReferrals,
  invitation: decideAboutInvitations,
  conversation: decideAboutConversations,
  account: decideAboutAccounts,
  webhook: decideAboutWebhooks,
  handover: decideAboutHandovers,
  'plan-step': decideAboutYearPlans,
};

/**
 * Takes messages whose turn it is, decides what they say from what they are about as it stands now, and marks them as under way or
 * as not needed, in one transaction; nothing has gone out when it is committed. Null when there was none.
 */
export async function prepare(
  services: Services,
  options: { ways: readonly NoticeChannel[]; most: number },
): Promise<Outgoing[] | null> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  return write(ctx, async (w) => {
    const due = await lockDue(w.tx, w.now, options);
    if (due.length === 0) return null;
    const decisions = await limitTexts(w, due, await decide(w, due));
    await markDecided(
      w,
      decisions.map(({ decided }) => decided),
    );
    return decisions.flatMap(({ outgoing }) => outgoing ?? []);
  });
}

async function decide(w: Write<Ctx>, due: readonly Due[]): Promise<Decision[]> {
  const decisions: Decision[] = [];
  // One after the other: they share a transaction.
  for (const [subject, about] of Map.groupBy(due, ({ subject }) => subject))
    decisions.push(...(await deciding[subject](w, about)));
  return decisions;
}
