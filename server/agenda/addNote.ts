import { staffOf } from '#server/accounts/staffOf.ts';
import type { NotFound } from '#server/booking/types.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { findOfTeam } from './findOfTeam.ts';
import type { NoteInput } from './schema.ts';

/** Keeps a short note for the team with an afspraak; the jongere never sees it, and it goes when the data goes. */
export async function addNote(
  ctx: Ctx,
  id: string,
  { text }: NoteInput,
): Promise<{ ok: true } | NotFound | { ok: false; error: 'wiped' }> {
  const found = await findOfTeam(ctx, id);
  if (!found.ok) return found;
  const now = new Date(ctx.clock.now()).toISOString();
  // Sharing the row makes a wipe at this very moment go wholly before or wholly after.
  const rows = await ctx.sql`
    insert into appointment_notes (appointment_id, staff_id, at, text)
    select id, ${staffOf(ctx).id}::uuid, ${now}::timestamptz, ${text}
    from (select id from appointments where id = ${id} and wiped_at is null for share) as standing
    returning id`;
  return rows.length > 0 ? { ok: true } : { ok: false, error: 'wiped' };
}
