import { z } from 'zod';
import type { Ctx } from '#server/accounts/context.ts';
import { readPeople } from '#server/accounts/people.ts';
import type { RightsRow } from './types.ts';

const sinceSchema = z.array(z.object({ id: z.uuid(), at: z.number() }));

/**
 * Who may do what at this moment: everybody who works here, by name. Who asks has a right to see people. A jongere who got a link to
 * book with was invited too: that is about nobody who works here.
 */
export async function readRows(ctx: Ctx): Promise<RightsRow[]> {
  const [{ people }, began] = await Promise.all([
    readPeople(ctx),
    ctx.sql`
      select casemanager_id as id, (extract(epoch from max(at)) * 1000)::float8 as at from history
      where what in ('invited', 'account-restored') and casemanager_id is not null group by casemanager_id`,
  ]);
  const since = new Map(sinceSchema.parse([...began]).map(({ id, at }) => [id, at]));
  return people
    .filter(({ active }) => active)
    .map((person) => ({
      id: person.id,
      name: `${person.firstName} ${person.lastName}`,
      email: person.email,
      organisation: person.organisation.name,
      team: person.team?.name ?? null,
      roles: [...person.roles],
      hasFactor: person.hasFactor,
      wayIn: person.wayIn,
      lastSeen: person.lastSeen,
      since: since.get(person.id) ?? null,
    }));
}
