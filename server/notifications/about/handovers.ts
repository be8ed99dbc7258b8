import { z } from 'zod';
import { dayMs } from '#server/kernel/time.ts';
import { wording } from '#server/kernel/wording.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainLetter } from '#server/notifications/plainLetter.ts';
import type { Due } from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { decideToSend } from '#server/notifications/toOutgoing.ts';
import { sealedPath, sealedToken } from '#server/trajecten/sealed/sealedPage.ts';

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    generation: z.number(),
    /** Epoch ms. */
    expiresAt: z.number(),
  }),
);

/** The link of a sealed page, while it opens something. Of the jongere nothing stands in it. */
export async function decideAboutHandovers(
  { ctx, tx, now }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const rows = await tx`
    select h.id, h.to_email as email, giver.first_name || ' ' || giver.last_name as name, h.generation,
      extract(epoch from h.expires_at)::float8 * 1000 as "expiresAt"
    from handovers h join staff giver on giver.id = h.offered_by
    where h.id = any(${due.map(({ aboutId }) => aboutId)}::uuid[]) and h.state = 'offered' and h.to_email is not null
      and h.expires_at > ${now}`;
  const open = new Map(rowsSchema.parse([...rows]).map((row) => [row.id, row]));
  return due.map((one) => {
    const { id, aboutId, version } = one;
    const row = open.get(aboutId);
    if (row?.generation !== version) return { decided: { id, drop: 'no-longer' } };
    const { email, name, generation, expiresAt } = row;
    // The link is over at an instant; of a day that is not whole, the one before is the last that is sure.
    const lastDay = wording('nl').day(expiresAt - dayMs);
    const plain = {
      template: 'handover-link',
      values: { municipality: settings.municipality, name, lastDay },
      url: `${ctx.publicUrl}${sealedPath(sealedToken(ctx, aboutId, generation))}`,
    } as const;
    const message = {
      email,
      phone: null,
      language: 'nl' as const,
      settings,
      discreet: false,
      letter: () => plainLetter('nl', settings, plain),
      text: () => {
        throw new Error('expected a mail: of an overdracht no text messages go');
      },
      version,
      thread: null,
    };
    return decideToSend(ctx, one, message, { until: expiresAt });
  });
}
