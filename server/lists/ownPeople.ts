import { z } from 'zod';
import { rawScope } from '#server/access/scope.ts';
import type { Ctx } from './context.ts';

const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Whose trajecten whoever is signed in may read, of these jongeren: what is known of others is not shown beside what a list says. Else
 * anybody could read it by sending a list of one row. None for a school.
 */
export async function ownPeople(
  ctx: Pick<Ctx, 'sql' | 'actor'>,
  ids: readonly string[],
  action: 'traject.read' | null,
): Promise<ReadonlySet<string>> {
  if (action === null || ids.length === 0) return new Set();
  const rows = await ctx.sql`
    select distinct j.id
    from jongeren j join trajecten t on t.jongere_id = coalesce(j.joined_into_id, j.id) join staff s on s.id = t.owner_id
    where j.id = any(${[...ids]}::uuid[]) and t.wiped_at is null and ${rawScope(ctx, action)}`;
  return new Set(idsSchema.parse([...rows]).map(({ id }) => id));
}
