import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import type { Gemeente } from '#server/trajecten/findOwner.ts';
import { talksHeld, wholeOf } from '#server/trajecten/whole.ts';
import { addMonths, endsQuarter, quarterOf, startsAt } from './periods.ts';
import { roundGoingOn, type Touched, touchedSchema } from './trajectFacts.ts';

/**
 * The trajecten of which something happened in the quarter that ends with a month, as it stands now; none for other months. Those that are
 * forgotten are among them: their days, kind, school and gemeente stay. Of two that were joined, the one that goes on counts.
 */
export async function readTouched(tx: Sql | TransactionSql, month: string): Promise<Touched[]> {
  if (!endsQuarter(month)) return [];
  const [from, until] = [startsAt(quarterOf(month).first), startsAt(addMonths(month, 1))];
  const isIn = (at: string) => tx`${tx(at)} >= ${from}::timestamptz and ${tx(at)} < ${until}::timestamptz`;
  const rows = await tx`
    with touched as (
      select id from trajecten
      where (${isIn('opened_at')}) or (${isIn('reopened_at')}) or (${isIn('approached_at')}) or (${isIn('intake_at')})
        or (${isIn('started_at')}) or (${isIn('closed_at')})
      union select traject_id from traject_invitations where ${isIn('created_at')}
    )
    select
      case when ${isIn('t.reopened_at')} then 'back' when not (${isIn('t.opened_at')}) then null
        when exists (
          select from trajecten earlier
          where earlier.jongere_id = t.jongere_id and earlier.opened_at < t.opened_at and earlier.joined_into_id is null)
        then 'back' else 'new' end as course,
      coalesce(least(t.approached_at, invited.at) >= ${from}::timestamptz and least(t.approached_at, invited.at) < ${until}::timestamptz, false)
        as approached,
      coalesce(${isIn('t.started_at')}, false) as started,
      case when ${isIn('t.intake_at')} then greatest(0,
        (t.intake_at at time zone 'Europe/Amsterdam')::date
          - (least(t.opened_at, first.reported_at) at time zone 'Europe/Amsterdam')::date) end as "intakeDays",
      case when ${isIn('t.closed_at')} then t.destination end as destination,
      case when ${isIn('t.closed_at')} then coalesce(t.talks, ${talksHeld(tx)}) end as talks,
      case when ${isIn('t.closed_at')} then (extract(year from open.age) * 12 + extract(month from open.age))::int end as months,
      first.kind, school.id::text as school, j.residence
    from touched join trajecten t on t.id = touched.id and t.joined_into_id is null
    join jongeren j on j.id = t.jongere_id
    left join lateral (
      select min(created_at) as at from traject_invitations where traject_id = t.id) invited on true
    left join lateral (
      select age((t.closed_at at time zone 'Europe/Amsterdam')::date,
        (greatest(t.opened_at, t.reopened_at) at time zone 'Europe/Amsterdam')::date) as age) open on true
    left join lateral (
      select m.kind, m.reported_at from meldingen m
      where m.traject_id = any(${wholeOf(tx)})
      order by m.reported_at, m.id limit 1) first on true
    left join lateral (
      select o.id from meldingen m join organisations o on o.id = m.organisation_id and o.kind = 'school'
      where m.traject_id = any(${wholeOf(tx)})
      order by m.reported_at, m.id limit 1) school on true`;
  return z.array(touchedSchema).parse([...rows]);
}

/**
 * How many trajecten were open when a quarter began, to the nearest ten; null for a month that begins none. One that was opened again
 * since comes back, and is none of them.
 */
export async function countGoingOn(tx: Sql | TransactionSql, month: string): Promise<number | null> {
  if (quarterOf(month).first !== month) return null;
  const from = startsAt(month);
  const [row] = await tx`
    select count(*)::int as open from trajecten
    where joined_into_id is null and opened_at < ${from}::timestamptz
      and (closed_at is null or closed_at >= ${from}::timestamptz)
      and (reopened_at is null or reopened_at < ${from}::timestamptz)`;
  return roundGoingOn(z.object({ open: z.int() }).parse(row).open);
}

const reportersSchema = z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() }));

/**
 * Schools and gemeenten, those first that were many in figures of the year before: large ones then stand alone, and small ones beside
 * each other. That order follows from what is published already, so it tells nothing of this month. Those that were always published
 * together stand in another order each time, so that it shows in time which of them is large.
 */
export async function readReporters(
  tx: Sql | TransactionSql,
  month: string,
): Promise<{ schools: string[]; gemeenten: Gemeente[] }> {
  const rows = await tx`
    select o.id::text, o.name, o.kind from organisations o
    left join lateral (
      select sum(f.count / cardinality(f.categories)) as share from published_figures f
      where f.month < ${month} and f.month >= ${addMonths(month, -12)} and f.breakdown = o.kind
        and o.id::text = any(f.categories)) before on true
    where o.kind in ('school', 'gemeente')
    order by before.share desc nulls last, md5(o.id::text || ${month}), o.id`;
  const found = reportersSchema.parse([...rows]);
  return {
    schools: found.filter(({ kind }) => kind === 'school').map(({ id }) => id),
    gemeenten: found.filter(({ kind }) => kind === 'gemeente'),
  };
}
