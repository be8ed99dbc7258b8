import { z } from 'zod';
import { handoverStates } from '#db/schema/words.ts';
import { staffArea } from '#server/access/areas.ts';
import { dayMs } from '#server/kernel/time.ts';
import { wording } from '#server/kernel/wording.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainLetter, plainStaffLetter } from '#server/notifications/plainLetter.ts';
import type { Due } from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { staffMessage } from '#server/notifications/staffMessage.ts';
import { decideToSend, type Message } from '#server/notifications/toOutgoing.ts';
import type { Settings } from '#server/settings/schema.ts';
import { sealedPath, sealedToken } from '#server/trajecten/sealed/sealedPage.ts';

const rowSchema = z.object({
  id: z.uuid(),
  traject: z.uuid(),
  state: z.enum(handoverStates),
  offeredBy: z.uuid(),
  email: z.string(),
  /** Of who gives. */
  name: z.string(),
  generation: z.number(),
  /** Epoch ms. */
  expiresAt: z.number(),
});
type Row = z.output<typeof rowSchema>;

/**
 * What is told of an overdracht with a sealed page: its link, while it opens something, and to who gave it that there is an answer. Of
 * the jongere nothing stands in either.
 */
export async function decideAboutHandovers(
  { ctx, tx }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const rows = await tx`
    select h.id, h.traject_id as traject, h.state, h.offered_by as "offeredBy", h.to_email as email,
      giver.first_name || ' ' || giver.last_name as name, h.generation, extract(epoch from h.expires_at)::float8 * 1000 as "expiresAt"
    from handovers h join staff giver on giver.id = h.offered_by
    where h.id = any(${due.map(({ aboutId }) => aboutId)}::uuid[]) and h.to_email is not null`;
  const found = new Map(
    z
      .array(rowSchema)
      .parse([...rows])
      .map((row) => [row.id, row]),
  );
  return due.map((one): Decision => {
    const { id, staffId, version } = one;
    const row = found.get(one.aboutId);
    if (row === undefined) return { decided: { id, drop: 'gone' } };
    if (staffId !== null) {
      const isNews = staffId === row.offeredBy && (row.state === 'accepted' || row.state === 'refused');
      return isNews
        ? decideToSend(ctx, one, toGiver(ctx, one, settings, row))
        : { decided: { id, drop: 'no-longer' } };
    }
    const isOpen = row.state === 'offered' && row.expiresAt > ctx.clock.now();
    if (!isOpen || row.generation !== version) return { decided: { id, drop: 'no-longer' } };
    return decideToSend(ctx, one, linkTo(ctx, settings, row, version), { until: row.expiresAt });
  });
}

function linkTo(ctx: Ctx, settings: Settings, row: Row, version: number): Message {
  const { id, email, name, generation, expiresAt } = row;
  // The link is over at an instant; of a day that is not whole, the one before is the last that is sure.
  const lastDay = wording('nl').day(expiresAt - dayMs);
  const plain = {
    template: 'handover-link',
    values: { municipality: settings.municipality, name, lastDay },
    url: `${ctx.publicUrl}${sealedPath(sealedToken(ctx, id, generation))}`,
  } as const;
  return {
    email,
    phone: null,
    language: 'nl',
    settings,
    discreet: false,
    letter: () => plainLetter('nl', settings, plain),
    text: () => {
      throw new Error('expected a mail: of an overdracht no text messages go');
    },
    version,
    thread: null,
  };
}

function toGiver({ publicUrl }: Ctx, due: Due, settings: Settings, { traject }: Row): Message {
  const url = `${publicUrl}${staffArea.path}/trajecten/${traject}`;
  return staffMessage(due, settings, plainStaffLetter({ template: 'handover-answered', values: {}, url }));
}
