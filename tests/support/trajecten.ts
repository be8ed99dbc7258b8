import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { foldName } from '#server/booking/foldName.ts';

const nameSchema = z.object({ firstName: z.string(), lastName: z.string() });

/**
 * An open traject of somebody, with a melding of a casemanager, to be called on a date (ISO); without `assigned` it is still to be
 * assigned. Gives its id.
 */
export async function makeTraject(
  sql: Sql,
  {
    owner,
    on,
    assigned = true,
    ...name
  }: z.output<typeof nameSchema> & { owner: string; on: string; assigned?: boolean },
): Promise<string> {
  const [jongere, traject] = [randomUUID(), randomUUID()];
  const { firstName, lastName } = nameSchema.parse(name);
  const at = `${on}T08:00:00Z`;
  await sql`
    insert into jongeren (id, first_name, last_name, name_folded, birth_date, created_at)
    values (${jongere}, ${firstName}, ${lastName}, ${foldName(`${firstName} ${lastName}`)}, '2006-05-04', ${at})`;
  await sql`
    insert into trajecten (id, jongere_id, owner_id, assigned_at, next_action, next_on, opened_at)
    values (${traject}, ${jongere}, ${owner}, ${assigned ? at : null}, ${assigned ? 'call' : 'assign'}, ${on}, ${at})`;
  await sql`
    insert into meldingen (id, jongere_id, traject_id, kind, source, reported_by, began_on, reported_at)
    values (${randomUUID()}, ${jongere}, ${traject}, 'rmc', 'staff', ${owner}, ${on}, ${at})`;
  return traject;
}
