import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

/** Gives the own replies of somebody who leaves to their team, but for those whose shortcut it has; the others go. */
export async function passOnReplies(
  { tx }: Write<Ctx>,
  { id, team, to }: { id: string; team: string | null; to: 'team' | 'drop' },
): Promise<void> {
  if (to === 'team' && team !== null)
    await tx`
      update chat_canned_replies own set staff_id = null, team_id = ${team}
      where staff_id = ${id} and not exists (
        select from chat_canned_replies theirs
        where theirs.team_id = ${team} and theirs.staff_id is null and theirs.shortcut = own.shortcut)`;
  await tx`delete from chat_canned_replies where staff_id = ${id}`;
}
