import { z } from 'zod';
import { contactOwners, reachWays } from '#db/schema/words.ts';
import { channelsOf } from '#server/booking/tell.ts';
import type { Write } from '#server/kernel/write.ts';

const rowSchema = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  reachBy: z.enum(reachWays).nullable(),
  contactOf: z.enum(contactOwners).nullable(),
});

/**
 * Puts into the outbox that a jongere gets the link of their referral, which is over at `expiresAt` (epoch ms). Whose contact is
 * their jongerenwerker's hears of it from them.
 */
export async function tellLink(
  w: Write,
  referralId: string,
  kind: 'referral-link' | 'referral-reminder',
  expiresAt: number,
): Promise<void> {
  const [row] = await w.tx`
    select email, phone, reach_by as "reachBy", contact_of as "contactOf" from referrals where id = ${referralId}`;
  if (row === undefined) return;
  const { contactOf, ...contact } = rowSchema.parse(row);
  if (contactOf !== 'jongere') return;
  for (const channel of channelsOf({ ...contact, messages: 'full' }))
    w.message({
      kind,
      channel,
      to: { kind: 'jongere' },
      about: { kind: 'referral', id: referralId },
      version: expiresAt,
    });
}
