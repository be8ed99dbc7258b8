import { z } from 'zod';
import type { Ctx } from '#server/accounts/context.ts';
import { readPeople } from '#server/accounts/people.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import type { Ground } from './types.ts';

/** What a file of people is held against. */
export async function readGround(ctx: Ctx, me: StaffMember): Promise<Ground> {
  const now = new Date(ctx.clock.now()).toISOString();
  const [found, busy] = await Promise.all([
    readPeople(ctx),
    ctx.sql`
      select casemanager_id as id from appointments where status = 'booked' and ends_at > ${now}
      union
      select casemanager_id from chat_conversations where status <> 'closed' and casemanager_id is not null`,
  ]);
  return { ...found, me: me.id, busy: new Set(busySchema.parse([...busy]).map(({ id }) => id)) };
}

const busySchema = z.array(z.object({ id: z.uuid() }));
