import { z } from 'zod';
import { type CaldavSecret, caldavSecret } from './caldav/secret.ts';
import type { Ctx } from './context.ts';

/** What signs in to a server of calendars of somebody; null when it is not theirs, or was sealed under another secret. */
export async function openSecret(
  ctx: Pick<Ctx, 'sql' | 'seals'>,
  { id, casemanagerId }: { id: string; casemanagerId: string },
): Promise<CaldavSecret | null> {
  const [row] = await ctx.sql`
    select id, sealed from calendar_sources
    where id::text = ${id} and casemanager_id = ${casemanagerId} and kind = 'caldav' for update`;
  if (row === undefined) return null;
  const { id: about, sealed } = z.object({ id: z.uuid(), sealed: z.string() }).parse(row);
  const secret = ctx.seals.open('calendar', about, sealed);
  return secret === null ? null : caldavSecret(secret);
}
