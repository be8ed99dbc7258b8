import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { z } from 'zod';
import { staffOf } from '#server/accounts/staffOf.ts';
import type { Ctx } from '#server/chat/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { ReplyInput } from './replySchema.ts';

export interface CannedReply extends ReplyInput {
  id: string;
}

export type SaveReplyResult =
  | { ok: true; id: string }
  /** The one to change was removed meanwhile, or is a colleague's own. */
  | NotFound
  /** Another one is called by this shortcut already. */
  | { ok: false; error: 'shortcut-taken' };

/** The answers that whoever is signed in has at hand: their own before those of the team, each by shortcut. */
export async function listReplies(ctx: Ctx): Promise<CannedReply[]> {
  return ctx.sql<CannedReply[]>`
    select id, shortcut, body, case when staff_id is null then 'team' else 'own' end as whose
    from chat_canned_replies
    where ${withinReach(ctx)}
    order by staff_id is null, shortcut`;
}

/** Writes down an answer, or changes the one of an id; it may become the team's, or one's own. */
export async function saveReply(
  ctx: Ctx,
  { id, shortcut, body, whose }: ReplyInput & { id?: string | undefined },
): Promise<SaveReplyResult> {
  const self = staffOf(ctx);
  if (id !== undefined && !z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  // Who is of no team is not offered to save one for it.
  if (whose === 'team' && self.team === null) return { ok: false, error: 'not-found' };
  const owner =
    whose === 'team'
      ? { staff_id: null, team_id: self.team?.id ?? null }
      : { staff_id: self.id, team_id: null };
  const row = { ...owner, shortcut, body };
  try {
    const [written] =
      id === undefined
        ? await ctx.sql`insert into chat_canned_replies ${ctx.sql({ id: randomUUID(), ...row })} returning id`
        : await ctx.sql`
            update chat_canned_replies set ${ctx.sql(row)} where id = ${id} and ${withinReach(ctx)} returning id`;
    return written ? { ok: true, id: written.id } : { ok: false, error: 'not-found' };
  } catch (error) {
    if (isDouble(error)) return { ok: false, error: 'shortcut-taken' };
    throw error;
  }
}

/** Removes an answer of one's own or of the team. Removing it again changes nothing. */
export async function removeReply(ctx: Ctx, id: string): Promise<void> {
  if (!z.uuid().safeParse(id).success) return;
  await ctx.sql`delete from chat_canned_replies where id = ${id} and ${withinReach(ctx)}`;
}

function withinReach(ctx: Ctx) {
  const { id, team } = staffOf(ctx);
  return ctx.sql`(staff_id = ${id} or (staff_id is null and team_id = ${team?.id ?? null}))`;
}

/** Whether a unique index refused a row (SQLSTATE 23505). */
const isDouble = (error: unknown): boolean =>
  error instanceof postgres.PostgresError && error.code === '23505';
