import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

/** Ends the working hours of somebody from today on, with the exceptions to come: who returns begins with none. */
export async function endHours({ ctx, tx }: Write<Ctx>, id: string): Promise<void> {
  const today = dateInAmsterdam(ctx.clock.now());
  const yesterday = addDays(today, -1);
  await tx`delete from weekly_rules where casemanager_id = ${id} and valid_from >= ${today}::date`;
  await tx`
    update weekly_rules set valid_until = ${yesterday}::date
    where casemanager_id = ${id} and coalesce(valid_until, 'infinity') >= ${today}::date`;
  await tx`delete from availability_exceptions where casemanager_id = ${id} and date_from >= ${today}::date`;
  await tx`
    update availability_exceptions set date_until = ${yesterday}::date
    where casemanager_id = ${id} and date_until >= ${today}::date`;
}
