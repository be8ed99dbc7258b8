import { z } from 'zod';
import { teamTasks } from '#db/schema/words.ts';
import type { Write } from '#server/kernel/write.ts';
import { findOwner } from '#server/trajecten/findOwner.ts';
import type { Ctx } from './context.ts';

const ofWhomSchema = z.object({ task: z.enum(teamTasks), organisation: z.uuid() });
const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Hands the open trajecten of somebody who leaves to whoever divides the work of their team, to be assigned anew; each keeps its next
 * action and date. False when nobody else works here who could own them.
 */
export async function passOnTrajecten(w: Write<Ctx>, id: string): Promise<boolean> {
  const rows = await w.tx`
    select id from trajecten where owner_id = ${id} and closed_at is null and joined_into_id is null order by id for update`;
  const open = idsSchema.parse([...rows]);
  if (open.length === 0) return true;
  const [whose] = await w.tx`
    select coalesce(t.task, 'doorstroompunt') as task, s.organisation_id as organisation
    from staff s left join teams t on t.id = s.team_id where s.id = ${id}`;
  const { task, organisation } = ofWhomSchema.parse(whose);
  const owner = await findOwner(w, task, organisation, id);
  if (owner === null) return false;
  for (const { id: traject } of open) {
    await w.tx`
      update trajecten set owner_id = ${owner}, assigned_at = null, version = version + 1 where id = ${traject}`;
    w.record({ about: { kind: 'traject', id: traject }, what: 'assigned', details: { to: owner } });
  }
  w.changed({ trajecten: [id, owner] });
  return true;
}
