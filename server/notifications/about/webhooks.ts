import { z } from 'zod';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainStaffLetter } from '#server/notifications/plainLetter.ts';
import type { Due } from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { staffMessage } from '#server/notifications/staffMessage.ts';
import { decideToSend } from '#server/notifications/toOutgoing.ts';

const rowsSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));

/** What beheerders hear of webhooks: that one is disabled, while it is. */
export async function decideAboutWebhooks({ ctx, tx }: Write<Ctx>, due: readonly Due[]): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const rows = await tx`
    select id, name from webhooks
    where id = any(${due.map(({ aboutId }) => aboutId)}::uuid[]) and disabled_at is not null and ended_at is null`;
  const names = new Map(rowsSchema.parse([...rows]).map(({ id, name }) => [id, name]));
  return due.map((one) => {
    const { id } = one;
    const name = names.get(one.aboutId);
    if (name === undefined) return { decided: { id, drop: 'no-longer' } };
    const letter = plainStaffLetter({
      template: 'webhook-disabled',
      values: { name },
      url: `${ctx.publicUrl}/medewerker/beheer/koppelingen`,
    });
    return decideToSend(ctx, one, staffMessage(one, settings, letter));
  });
}
