import { z } from 'zod';
import type { Services as Booking } from '#server/booking/context.ts';
import { sealDays } from './seal.ts';
import type { Spans } from './spans/sendSpans.ts';

type Services = Booking & { spans: Spans | null };

/**
 * Seals the days that are over, makes the tables of the months to come, and drops those of months that are kept no longer.
 * Making and dropping is done by functions of the owner of the tables; the one that drops keeps a year, whatever it is told.
 */
export async function keepAudit(services: Services): Promise<void> {
  const { sql, log, roster } = services;
  await sql`select make_audit_months()`;
  await sealDays({ sql, log });
  const { settings } = await roster.current();
  const unsent = services.spans ? await readUnsentMonths(services) : new Map<string, number>();
  const dropped = await sql`select drop_audit_months(${settings.auditYears * 12}) as month`;
  for (const { month } of z.array(z.object({ month: z.string() })).parse([...dropped])) {
    const rows = unsent.get(month) ?? 0;
    if (rows > 0) log.error({ month, rows }, 'rows of the audit log are gone that the logboek never took');
  }
}

/** Of the months that could go: how many of their rows the logboek did not take yet. */
async function readUnsentMonths({ sql }: Pick<Services, 'sql'>): Promise<Map<string, number>> {
  const rows = await sql`
    select to_char(day, 'YYYY_MM') as month, count(*)::int as rows from audit
    where id > (select up_to from audit_sent) and day < date_trunc('month', clock_timestamp() at time zone 'UTC') - interval '12 months'
    group by 1`;
  const found = z.array(z.object({ month: z.string(), rows: z.number() })).parse([...rows]);
  return new Map(found.map(({ month, rows: count }) => [month, count]));
}
