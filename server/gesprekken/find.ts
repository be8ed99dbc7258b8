import { z } from 'zod';
import { languages, trajectStates } from '#db/schema/words.ts';
import type { Ctx } from '#server/kernel/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import type { Write } from '#server/kernel/write.ts';
import { gesprekToken } from './path.ts';
import { type InvitationOver, overBecause } from './rules.ts';
import { invitationShape } from './stored.ts';

const rowSchema = invitationShape.extend({
  /** The traject that goes on, where two were joined. */
  traject: z.uuid(),
  state: z.enum(trajectStates),
  owner: z.object({ id: z.uuid(), firstName: z.string() }),
  isOpen: z.boolean(),
  jongere: z.object({
    id: z.uuid(),
    firstName: z.string(),
    birthDate: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    language: z.enum(languages),
    hasObjected: z.boolean(),
    /** By their link, and nobody decided on it: they may still think otherwise. */
    mayWithdraw: z.boolean(),
  }),
});
export type InvitationRow = z.output<typeof rowSchema>;

/** The invitation opens nothing any more. */
export interface Over {
  ok: false;
  error: 'over';
  why: InvitationOver;
}

/** What the link of an invitation opens. Unknown, forgotten and made under another secret look the same. */
export async function findInvitation(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; row: InvitationRow } | NotFound | Over> {
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  const [found] = await ctx.sql`
    select i.id, i.way, i.expires_at as "expiresAt", i.ended_why as "endedWhy", i.answer, i.answered_at as "answeredAt",
      i.answer_where as where, i.answer_phone as phone, i.answer_part as part, i.answer_again as again,
      t.id as traject, t.state, t.closed_at is null as "isOpen",
      json_build_object('id', s.id, 'firstName', s.first_name) as owner,
      json_build_object('id', j.id, 'firstName', j.first_name, 'birthDate', j.birth_date, 'email', j.email, 'phone', j.phone,
        'language', j.language, 'hasObjected', j.objected_at is not null,
        'mayWithdraw', exists (
          select from jongere_requests q
          where q.jongere_id = j.id and q.kind = 'objection' and q.recorded_by is null and q.decided_at is null)) as jongere
    from traject_invitations i
      join trajecten own on own.id = i.traject_id
      join trajecten t on t.id = coalesce(own.joined_into_id, own.id)
      join jongeren j on j.id = t.jongere_id
      join staff s on s.id = t.owner_id
    where i.token_hash = ${hashToken(token)} and t.wiped_at is null and j.wiped_at is null`;
  if (found === undefined) return { ok: false, error: 'not-found' };
  const row = rowSchema.parse(found);
  if (gesprekToken(ctx, row.id) !== token) return { ok: false, error: 'not-found' };
  const why = overBecause(row, ctx.clock.now());
  return why === null ? { ok: true, row } : { ok: false, error: 'over', why };
}

/**
 * The same in a write, with its traject locked: whoever closes it, invites anew or answers waits. What was read before the lock may be
 * old, so it is read again.
 */
export async function lockInvitation(
  w: Write,
  token: string,
): Promise<{ ok: true; row: InvitationRow } | NotFound | Over> {
  const found = await findInvitation(w.ctx, token);
  if (!found.ok) return found;
  await w.tx`select from trajecten where id = ${found.row.traject} for update`;
  return findInvitation(w.ctx, token);
}
