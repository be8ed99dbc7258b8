import { z } from 'zod';
import { figureBreakdowns, figureSubjects } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { exported } from '#server/access/viewed.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { addGroups, totalOf } from './addGroups.ts';
import { type Breakdown, breakdownsOf, doorSubjects, type Subject, trajectSubjects } from './categories.ts';
import { type Compared, compare } from './compare.ts';
import type { Group } from './groupSmall.ts';
import { addMonths, before, monthsOf, type Period } from './periods.ts';

/** What a page is about: who comes to the door, or jongeren who were reported. */
export type FiguresPart = 'door' | 'trajecten';

const subjectsOf = { door: doorSubjects, trajecten: trajectSubjects } as const satisfies Record<
  FiguresPart,
  readonly Subject[]
>;

/** What a page and a file show of one period, beside the period before: a month, or the same month of other years. */
export interface PeriodFigures {
  part: FiguresPart;
  period: Period;
  before: Period;
  /** Those of the period and of the one before that are published. */
  months: { now: string[]; before: string[] };
  subjects: SubjectFigures[];
  /** Of the door. */
  firstFree: FirstFree[];
  /** Of trajecten: how many were open when the period began, to the nearest ten. Null where its first month is not published. */
  goingOn: { now: number | null; before: number | null };
  /** For the names. */
  organisations: { id: string; name: string }[];
}

export interface SubjectFigures {
  subject: Subject;
  /** Null where nothing was published: fewer than five in each month. */
  total: { now: number | null; before: number | null };
  breakdowns: { breakdown: Breakdown; rows: Compared[] }[];
  /**
   * The months of a school year that are published, each with how many there were, then and in the period before; null for
   * fewer than five, or for a month that was not published.
   */
  course: { month: string; count: number | null; before: number | null }[];
}

/** The usual number of days to the first free time of a place: half of the days it was less. Null when nothing was free. */
export interface FirstFree {
  location: string;
  now: number | null;
  before: number | null;
}

const rowsSchema = z.array(
  z.object({
    month: z.string(),
    subject: z.enum(figureSubjects),
    breakdown: z.enum(figureBreakdowns),
    categories: z.array(z.string()),
    count: z.int(),
  }),
);
type Row = z.output<typeof rowsSchema>[number];
const monthsSchema = z.array(z.object({ month: z.string() }));
const organisationsSchema = z.array(z.object({ id: z.string(), name: z.string() }));
const openSchema = z.array(z.object({ month: z.string(), goingOn: z.int().nullable() }));
const freeSchema = z.array(
  z.object({ location: z.string(), now: z.int().nullable(), before: z.int().nullable() }),
);

/** The months that are published, the oldest first. */
export async function readMonths(ctx: Ctx): Promise<string[]> {
  may(ctx, 'figures.read');
  const rows = await ctx.sql`select month::text from figure_months order by month`;
  return monthsSchema.parse([...rows]).map(({ month }) => month);
}

/** The figures of a period. All of it is a function of what was published, and of how much room there was. */
export async function readFigures(
  ctx: Ctx,
  period: Period,
  { part, published }: { part: FiguresPart; published: readonly string[] },
): Promise<PeriodFigures> {
  may(ctx, 'figures.read');
  const earlier = before(period);
  const isPublished = (month: string) => published.includes(month);
  const now = monthsOf(period).filter(isPublished);
  const then = monthsOf(earlier).filter(isPublished);
  const [found, free, open, organisations] = await Promise.all([
    ctx.sql`
      select month::text, subject, breakdown, categories, count from published_figures
      where month = any(${[...now, ...then]}::text[]::date[]) order by month, subject, breakdown, place`,
    ctx.sql`
      select location_id as location,
        percentile_disc(0.5) within group (order by days) filter (where date_trunc('month', day)::date = any(${now}::text[]::date[])) as now,
        percentile_disc(0.5) within group (order by days) filter (where date_trunc('month', day)::date = any(${then}::text[]::date[])) as before
      from first_free_days join locations on id = location_id
      where date_trunc('month', day)::date = any(${[...now, ...then]}::text[]::date[])
      group by location_id, position order by position, location_id`,
    ctx.sql`
      select month::text, going_on as "goingOn" from figure_months
      where month = any(${[firstOf(period), firstOf(earlier)]}::text[]::date[])`,
    ctx.sql`select id::text, name from organisations`,
  ]);
  const rows = rowsSchema.parse([...found]);
  const ofMonths = openSchema.parse([...open]);
  const openAt = (one: Period) => ofMonths.find(({ month }) => month === firstOf(one))?.goingOn ?? null;
  return {
    part,
    period,
    before: earlier,
    months: { now, before: then },
    subjects: subjectsOf[part].map((subject) => subjectOf(subject, rows, { now, before: then })),
    firstFree: part === 'door' ? freeSchema.parse([...free]) : [],
    goingOn: { now: openAt(period), before: openAt(earlier) },
    organisations: organisationsSchema.parse([...organisations]),
  };
}

/** The same, for a file; that it was given out is in the audit log. */
export async function exportFigures(
  ctx: Ctx,
  period: Period,
  of: { part: FiguresPart; published: readonly string[] },
): Promise<PeriodFigures> {
  may(ctx, 'figures.read');
  exported(ctx, 'figures.read', { kind: 'figures' });
  return readFigures(ctx, period, of);
}

const firstOf = (period: Period): string => monthsOf(period)[0] ?? '';

function subjectOf(
  subject: Subject,
  rows: readonly Row[],
  { now, before: then }: { now: readonly string[]; before: readonly string[] },
): SubjectFigures {
  const published = Map.groupBy(
    rows.filter((row) => row.subject === subject),
    ({ breakdown, month }) => `${breakdown} ${month}`,
  );
  const groupsOf = (breakdown: Breakdown, month: string): Group[] =>
    published.get(`${breakdown} ${month}`) ?? [];
  const sum = (breakdown: Breakdown, months: readonly string[]) =>
    addGroups(months.map((month) => groupsOf(breakdown, month)));
  const [first] = breakdownsOf[subject];
  const total = (months: readonly string[]) => totalOf(months.flatMap((month) => groupsOf(first, month)));
  return {
    subject,
    total: { now: total(now), before: total(then) },
    breakdowns: breakdownsOf[subject].map((breakdown) => ({
      breakdown,
      rows: compare(sum(breakdown, now), sum(breakdown, then)),
    })),
    course: now.map((month) => ({ month, count: total([month]), before: total([addMonths(month, -12)]) })),
  };
}
