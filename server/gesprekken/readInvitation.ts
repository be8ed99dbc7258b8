import { z } from 'zod';
import { contactOutcomes, contactWays, languages, messageLevels, reachWays } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { wholeOf } from '#server/trajecten/whole.ts';
import type { Ctx } from './context.ts';
import { gesprekPath, gesprekToken } from './path.ts';
import { type InvitationOver, overBecause } from './rules.ts';
import { invitationShape } from './stored.ts';
import { type InvitationWay, waysTo } from './waysTo.ts';

const invitationSchema = invitationShape.extend({ createdAt: storedInstant });

const rowSchema = z.object({
  isOpen: z.boolean(),
  language: z.enum(languages),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  reachBy: z.enum(reachWays).nullable(),
  messages: z.enum(messageLevels),
  objectedAt: storedInstant.nullable(),
  tried: z.array(z.object({ way: z.enum(contactWays), outcome: z.enum(contactOutcomes) })),
  invitation: invitationSchema.nullable(),
});

/** The last invitation of a traject as its owner sees it; instants are epoch ms. */
export interface TrajectInvitation extends z.output<typeof invitationSchema> {
  /** Null while its link opens something. */
  over: InvitationOver | null;
  /** The address behind the link, to print; null when it opens nothing. */
  url: string | null;
}

export interface Inviting {
  /** By which ways one can safely go now. */
  ways: InvitationWay[];
  invitation: TrajectInvitation | null;
  /** Since when the jongere objects to what is kept of them; null when they do not. */
  objectedAt: number | null;
}

/** How it stands with inviting the jongere of a traject; its link is in their language, unless another one is asked for. */
export async function readInviting(
  ctx: Ctx,
  traject: string,
  asked?: Language,
): Promise<{ ok: true; inviting: Inviting } | NotFound> {
  may(ctx, 'traject.read');
  if (!z.uuid().safeParse(traject).success) return { ok: false, error: 'not-found' };
  const [found] = await ctx.sql`
    select t.closed_at is null and t.joined_into_id is null as "isOpen", j.language, j.email, j.phone, j.reach_by as "reachBy",
      j.messages, j.objected_at as "objectedAt",
      coalesce((
        select json_agg(json_build_object('way', c.way, 'outcome', c.outcome)) from contact_attempts c
        where c.traject_id = any(${wholeOf(ctx.sql)})), '[]'::json) as tried,
      (select json_build_object('id', i.id, 'way', i.way, 'createdAt', i.created_at, 'expiresAt', i.expires_at,
          'endedWhy', i.ended_why, 'answer', i.answer, 'answeredAt', i.answered_at, 'where', i.answer_where,
          'phone', i.answer_phone, 'part', i.answer_part, 'again', i.answer_again)
        from traject_invitations i where i.traject_id = any(${wholeOf(ctx.sql)}) order by i.ended_at is null desc, i.created_at desc, i.id limit 1) as invitation
    from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
    where t.id = ${traject} and t.wiped_at is null and j.wiped_at is null and ${rawScope(ctx, 'traject.read')}`;
  if (found === undefined) return { ok: false, error: 'not-found' };
  const { isOpen, language, tried, invitation, objectedAt, ...reach } = rowSchema.parse(found);
  return { ok: true, inviting: { ways: waysTo(reach, tried), invitation: shown(), objectedAt } };

  function shown(): TrajectInvitation | null {
    if (invitation === null) return null;
    const over = overBecause({ ...invitation, isOpen }, ctx.clock.now());
    const path = gesprekPath(gesprekToken(ctx, invitation.id), asked ?? language);
    return { ...invitation, over, url: over === null ? `${ctx.publicUrl}${path}` : null };
  }
}
