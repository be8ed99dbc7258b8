import type { Services } from '#server/booking/context.ts';
import { sealDays } from './seal.ts';

/**
 * Seals the days that are over, makes the tables of the months to come, and drops those of months that are kept no longer.
 * Making and dropping is done by functions of the owner of the tables; the one that drops keeps a year, whatever it is told.
 */
export async function keepAudit({ sql, log, roster }: Services): Promise<void> {
  await sql`select make_audit_months()`;
  await sealDays({ sql, log });
  const { settings } = await roster.current();
  await sql`select drop_audit_months(${settings.auditYears * 12})`;
}
