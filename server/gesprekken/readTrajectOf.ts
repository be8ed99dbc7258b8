import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import type { Ctx } from './context.ts';

const rowSchema = z.object({ id: z.uuid(), isSeen: z.boolean() });

/**
 * The traject that an afspraak is a part of: its id, `elsewhere` when another team has it, null when it is a part of none. About the
 * afspraak alone: nothing of the traject is read.
 */
export async function readTrajectOf(ctx: Ctx, appointment: string): Promise<string | 'elsewhere' | null> {
  may(ctx, 'traject.read');
  const [found] = await ctx.sql`
    select t.id, ${rawScope(ctx, 'traject.read')} as "isSeen"
    from traject_links l join trajecten own on own.id = l.traject_id
      join trajecten t on t.id = coalesce(own.joined_into_id, own.id) join staff s on s.id = t.owner_id
    where l.appointment_id = ${appointment} and t.wiped_at is null`;
  if (found === undefined) return null;
  const { id, isSeen } = rowSchema.parse(found);
  return isSeen ? id : 'elsewhere';
}
