import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import { isDouble } from '#server/kernel/isDouble.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
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
  const { staff: self } = may(ctx, 'reply.read');
  return ctx.sql<CannedReply[]>`
    select id, shortcut, body, case when staff_id is null then 'team' else 'own' end as whose
    from chat_canned_replies
    where ${withinReach(ctx, self)}
    order by staff_id is null, shortcut`;
}

/** Writes down an answer, or changes the one of an id; it may become the team's, or one's own. */
export async function saveReply(
  ctx: Ctx,
  { id, shortcut, body, whose }: ReplyInput & { id?: string | undefined },
): Promise<SaveReplyResult> {
  const { staff: self } = may(ctx, 'reply.save');
  if (id !== undefined && !z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  // Who is of no team is not offered to save one for it.
  if (whose === 'team' && self.team === null) return { ok: false, error: 'not-found' };
  const owner =
    whose === 'team'
      ? { staff_id: null, team_id: self.team?.id ?? null }
      : { staff_id: self.id, team_id: null };
  const row = { ...owner, shortcut, body };
  try {
    return await write<SaveReplyResult, Ctx>(ctx, async ({ tx, record }) => {
      const [written] =
        id === undefined
          ? await tx`insert into chat_canned_replies ${tx({ id: randomUUID(), ...row })} returning id`
          : await tx`
              update chat_canned_replies set ${tx(row)} where id = ${id} and ${withinReach(ctx, self)} returning id`;
      if (!written) return { ok: false, error: 'not-found' };
      record({
        about: { kind: 'casemanager', id: self.id },
        what: 'reply-saved',
        details: { reply: written.id },
      });
      return { ok: true, id: written.id };
    });
  } catch (error) {
    if (isDouble(error)) return { ok: false, error: 'shortcut-taken' };
    throw error;
  }
}

/** Removes an answer of one's own or of the team. Removing it again changes nothing. */
export async function removeReply(ctx: Ctx, id: string): Promise<void> {
  const { staff: self } = may(ctx, 'reply.save');
  if (!z.uuid().safeParse(id).success) return;
  await write<void, Ctx>(ctx, async ({ tx, record }) => {
    const rows = await tx`
      delete from chat_canned_replies where id = ${id} and ${withinReach(ctx, self)} returning id`;
    if (rows.length === 0) return;
    record({
      about: { kind: 'casemanager', id: self.id },
      what: 'reply-removed',
      details: { reply: id },
    });
  });
}

function withinReach(ctx: Ctx, { id, team }: StaffMember) {
  return ctx.sql`(staff_id = ${id} or (staff_id is null and team_id = ${team?.id ?? null}))`;
}
