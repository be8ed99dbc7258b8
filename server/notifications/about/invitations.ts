import { z } from 'zod';
import { invitationEnds, languages, messageLevels } from '#db/schema/words.ts';
import { staffArea } from '#server/access/areas.ts';
import { gesprekPath, gesprekToken } from '#server/gesprekken/path.ts';
import { overBecause } from '#server/gesprekken/rules.ts';
import { dayMs } from '#server/kernel/time.ts';
import { wording } from '#server/kernel/wording.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainStaffLetter } from '#server/notifications/plainLetter.ts';
import { plainMessage } from '#server/notifications/plainMessage.ts';
import type { Due } from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { staffMessage } from '#server/notifications/staffMessage.ts';
import { decideToSend, type Message } from '#server/notifications/toOutgoing.ts';
import type { Settings } from '#server/settings/schema.ts';

const rowSchema = z.object({
  id: z.uuid(),
  traject: z.uuid(),
  owner: z.uuid(),
  /** First name of who invites. */
  name: z.string(),
  isOpen: z.boolean(),
  endedWhy: z.enum(invitationEnds).nullable(),
  /** Epoch ms. */
  expiresAt: z.number(),
  language: z.enum(languages),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  messages: z.enum(messageLevels),
  /** Which mail to the owner was made last. */
  newest: z.number().nullable(),
});
type Row = z.output<typeof rowSchema>;

/** What is told of invitations: the link to the jongere while it opens something, and to who owns the traject that there is an answer. */
export async function decideAboutInvitations(
  { ctx, tx }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const rows = await tx`
    select i.id, t.id as traject, s.id as owner, s.first_name as name, t.closed_at is null as "isOpen", i.ended_why as "endedWhy",
      extract(epoch from i.expires_at)::float8 * 1000 as "expiresAt", j.language, j.email, j.phone, j.messages,
      (select max(version)::float8 from outbox where invitation_id = i.id and kind = 'gesprek-answered') as newest
    from traject_invitations i join trajecten own on own.id = i.traject_id
      join trajecten t on t.id = coalesce(own.joined_into_id, own.id) join staff s on s.id = t.owner_id
      join jongeren j on j.id = t.jongere_id
    where i.id = any(${due.map(({ aboutId }) => aboutId)}::uuid[]) and j.wiped_at is null`;
  const found = new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map((row) => [row.id, row]),
  );
  return due.map((one): Decision => {
    const { id, staffId, version } = one;
    const row = found.get(one.aboutId);
    if (row === undefined) return { decided: { id, drop: 'gone' } };
    if (staffId !== null) {
      // One mail for what was answered in a row, to whoever owns it now.
      const isNews = row.isOpen && row.newest === version && row.owner === staffId;
      return isNews
        ? decideToSend(ctx, one, toOwner(ctx, one, settings, row))
        : { decided: { id, drop: 'no-longer' } };
    }
    if (overBecause(row, ctx.clock.now()) !== null) return { decided: { id, drop: 'no-longer' } };
    if (row.messages === 'none') return { decided: { id, drop: 'not-wanted' } };
    return decideToSend(ctx, one, linkTo(ctx, settings, row, version), { until: row.expiresAt });
  });
}

/** Never why: who invites, and the link. */
function linkTo(ctx: Ctx, settings: Settings, row: Row, version: number): Message {
  const { id, language, email, phone, name, expiresAt, messages } = row;
  const words = {
    template: 'gesprek-invitation',
    // The link is over at an instant; of a day that is not whole, the one before is the last that is sure.
    values: { name, municipality: settings.municipality, lastDay: wording(language).day(expiresAt - dayMs) },
    url: `${ctx.publicUrl}${gesprekPath(gesprekToken(ctx, id), language)}`,
  } as const;
  const discreet = messages === 'only-appointment';
  return plainMessage(words, { email, phone, language, settings, discreet, version, thread: id });
}

/** Of a jongere nothing stands in it. */
function toOwner({ publicUrl }: Ctx, due: Due, settings: Settings, { traject }: Row): Message {
  const url = `${publicUrl}${staffArea.path}/trajecten/${traject}`;
  return staffMessage(due, settings, plainStaffLetter({ template: 'gesprek-answered', values: {}, url }));
}
