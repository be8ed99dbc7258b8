import type { Fragment } from 'postgres';
import type { Settings } from '#server/settings/schema.ts';
import type { Ctx } from './context.ts';

// On which day what is kept of a jongere goes: the one rule, which pages show and the job carries out. SQL, as the job asks it of all
// jongeren at once. Days are of Amsterdam.

type Kept = Pick<Settings['trajecten'], 'retentionMonths' | 'meldingMonths'>;

/** The day so many months after an instant. */
const after = ({ sql }: Pick<Ctx, 'sql'>, at: Fragment, months: Fragment): Fragment => sql`
  ((${at} at time zone 'Europe/Amsterdam')::date + make_interval(months => ${months}))::date`;

/** The kinds of melding that are kept for a time of their own, as rows `k (kind, months)`. */
const ownTerms = ({ sql }: Pick<Ctx, 'sql'>, { meldingMonths }: Kept): Fragment => sql`
  jsonb_to_recordset(${JSON.stringify(meldingMonths)}::text::jsonb) as k (kind text, months int)`;

/** Of the trajecten of a jongere: whether all are closed, and when the last was. */
const closing = ({ sql }: Pick<Ctx, 'sql'>, jongere: Fragment): Fragment => sql`
  select bool_and(t.closed_at is not null) as is_closed, max(t.closed_at) as last
  from trajecten t where t.jongere_id = ${jongere} and t.joined_into_id is null`;

/**
 * The day on which all goes that says who a jongere was, by SQL for their id: so many months after the last of their trajecten closed, or
 * later while a melding of a kind is kept longer. Null while one is open.
 */
export const destroyedOn = (ctx: Pick<Ctx, 'sql'>, kept: Kept, jongere: Fragment): Fragment => {
  const { sql } = ctx;
  return sql`(
    select case when c.is_closed then greatest(
      ${after(ctx, sql`c.last`, sql`${kept.retentionMonths}::int`)},
      (select max(${after(ctx, sql`coalesce(m.settled_at, c.last)`, sql`k.months`)})
        from meldingen m join ${ownTerms(ctx, kept)} on k.kind = m.kind
        where m.jongere_id = ${jongere} and m.wiped_at is null)) end
    from (${closing(ctx, jongere)}) c)`;
};

/**
 * The day on which the words of a melding `m` go: so many months after it was settled, where its kind has a time of its own, and with its
 * jongere otherwise. Null while that is not known yet.
 */
export const meldingDestroyedOn = (ctx: Pick<Ctx, 'sql'>, kept: Kept): Fragment => {
  const { sql } = ctx;
  return sql`coalesce(
    (select ${after(
      ctx,
      sql`coalesce(m.settled_at, (select case when c.is_closed then c.last end from (${closing(ctx, sql`m.jongere_id`)}) c))`,
      sql`k.months`,
    )} from ${ownTerms(ctx, kept)} where k.kind = m.kind),
    ${wholeTerm()})`;

  /** Of a kind without a time of its own. */
  function wholeTerm(): Fragment {
    const withOwn = kept.meldingMonths.map(({ kind }) => kind);
    return sql`case when m.kind <> all(${withOwn}::text[]) then ${destroyedOn(ctx, kept, sql`m.jongere_id`)} end`;
  }
};
