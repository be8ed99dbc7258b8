import { z } from 'zod';
import type { Ctx } from '#server/booking/context.ts';

/** How changes of afspraken come to somebody of staff. */
export interface Invitations {
  /** Whether they want each change by mail, as an invitation. */
  wanted: boolean;
  /** Whether the jongere is named in it: they chose so, and the gemeente allows it. */
  names: boolean;
}

const rowSchema = z.object({ wanted: z.boolean(), names: z.boolean() });

/** What a casemanager chose, for what is mailed to them. Part of a write, or of sending. */
export async function invitationsOf(
  { sql, roster }: Pick<Ctx, 'sql' | 'roster'>,
  staffId: string,
): Promise<Invitations> {
  const [[row], { settings }] = await Promise.all([
    sql`select invitations as wanted, names from staff_calendars where staff_id = ${staffId}`,
    roster.current(),
  ]);
  if (!row) return { wanted: false, names: false };
  const { wanted, names } = rowSchema.parse(row);
  return { wanted, names: names && settings.namesInCalendars };
}
