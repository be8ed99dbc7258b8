import type { Sql } from 'postgres';
import { z } from 'zod';
import { digestOfDay, noSeal, sealOf } from './digest.ts';

/** What is wrong with a day of the log. */
export type Fault =
  | 'rows-missing'
  | 'rows-added'
  | 'changed'
  | 'not-sealed'
  | 'sealed-too-early'
  | 'month-gone';

export interface Checked {
  faults: { day: string; fault: Fault }[];
  /** Days and rows that were looked at. */
  days: number;
  rows: number;
  /** The last seal; null when no day is sealed yet. */
  last: { day: string; digest: string } | null;
  /** Rows of days that are not over: nothing proves anything of those yet. */
  open: number;
  /** Whether a digest that was kept elsewhere is that of a seal; null when none was asked about. */
  known: boolean | null;
}

const seals = z.array(z.object({ day: z.iso.date(), rows: z.number(), digest: z.string() }));
const span = z.object({
  first: z.iso.date().nullable(),
  today: z.iso.date(),
  /** Yesterday, while the job that seals it may still have to come. */
  yesterday: z.iso.date().nullable(),
  open: z.number(),
});
const months = z.array(z.object({ month: z.string(), old: z.boolean() }));

/**
 * Looks whether the log is whole: that each day has a seal, and each seal is what its rows and the one before say. Writes
 * nothing. `kept` is a digest from elsewhere, a line of the security log: when no seal has it, all were made anew.
 */
export async function checkAudit(sql: Sql, kept?: string): Promise<Checked> {
  const sealed = seals.parse([...(await sql`select day::text, rows, digest from audit_seals order by day`)]);
  const [row] = await sql`
    with clock as (select clock_timestamp() at time zone 'UTC' as now)
    select least((select min(day) from audit), (select min(day) from audit_seals))::text as first, now::date::text as today,
      case when now::time < '02:00' then (now::date - 1)::text end as yesterday,
      (select count(*)::int from audit where day >= now::date) as open
    from clock`;
  const { first, today, yesterday, open } = span.parse(row);
  const forgotten = await readForgotten(sql);
  const there = await readMonths(sql);

  const faults: Checked['faults'] = [];
  const byDay = new Map(sealed.map((seal) => [seal.day, seal]));
  let previous: string | null = noSeal;
  let days = 0;
  let rows = 0;
  for (let day = first; day !== null && day < today; day = dayAfter(day)) {
    const month = day.slice(0, 7);
    const seal = byDay.get(day);
    if (!there.has(month)) {
      // What was dropped after its time leaves its seals, and they can be looked at no more.
      if (!forgotten.has(month)) faults.push({ day, fault: 'month-gone' });
      previous = seal?.digest ?? null;
      continue;
    }
    days += 1;
    const found = await digestOfDay(sql, day);
    rows += found.rows;
    if (!seal) {
      if (day !== yesterday) faults.push({ day, fault: 'not-sealed' });
      previous = null;
      continue;
    }
    // Behind a seal that is not there the chain begins anew: that one was told.
    if (previous !== null && seal.digest !== sealOf(previous, day, found)) {
      const fault =
        found.rows < seal.rows ? 'rows-missing' : found.rows > seal.rows ? 'rows-added' : 'changed';
      faults.push({ day, fault });
    }
    previous = seal.digest;
  }
  for (const { day } of sealed) if (day >= today) faults.push({ day, fault: 'sealed-too-early' });
  const last = sealed.at(-1) ?? null;
  return {
    faults,
    days,
    rows,
    last: last && { day: last.day, digest: last.digest },
    open,
    known: kept === undefined ? null : sealed.some(({ digest }) => digest === kept),
  };
}

/** Months whose end stands in the log, and that were old enough to go. */
async function readForgotten(sql: Sql): Promise<Set<string>> {
  const found = await sql`
    select object_id as month,
      case when object_id ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])$'
        then (object_id || '-01')::date < at - interval '12 months' else false end as old
    from audit where object_kind = 'audit-month' and action = 'forgotten'`;
  return new Set(months.parse([...found]).flatMap(({ month, old }) => (old ? [month] : [])));
}

/** Months of which the table is there. */
async function readMonths(sql: Sql): Promise<Set<string>> {
  const found = await sql`
    select replace(substr(relname, 7), '_', '-') as month, false as old
    from pg_inherits join pg_class on pg_class.oid = inhrelid where inhparent = 'audit'::regclass`;
  return new Set(months.parse([...found]).map(({ month }) => month));
}

const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
