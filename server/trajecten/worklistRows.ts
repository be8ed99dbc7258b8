import type { Fragment } from 'postgres';
import { z } from 'zod';
import { rawScope } from '#server/access/scope.ts';
import { turningAges } from '#server/jongeren/age.ts';
import type { Ctx } from './context.ts';
import { isOpenIn } from './openMeldingen.ts';
import { ownsTrajecten } from './ownsTrajecten.ts';
import { wholeOf } from './whole.ts';
import {
  type After,
  countsSchema,
  type WorklistFilters,
  type WorklistView,
  worklistRowSchema,
} from './worklistSchema.ts';

/** How many trajecten one page of the worklist has. */
export const worklistPage = 50;

export interface WorklistAsked {
  view: WorklistView;
  filters: WorklistFilters;
  after: After | null;
  me: string;
  /** ISO. */
  today: string;
  /** Who turns 18 or 27 within so many days. */
  birthdayDays: number;
}

/** When somebody who soon turns one of these ages was born. */
function bornAround({ sql }: Ctx, { today, birthdayDays }: WorklistAsked): Fragment {
  const [at18, at27] = turningAges.map(
    (age) => sql`(
      j.birth_date > (${today}::date - make_interval(years => ${age}))::date
      and j.birth_date <= (${today}::date + ${birthdayDays}::int - make_interval(years => ${age}))::date)`,
  );
  return sql`(${at18 ?? sql`false`} or ${at27 ?? sql`false`})`;
}

/** What is asked of a traject `t`. */
function asked(ctx: Ctx, query: WorklistAsked): Fragment {
  const { sql } = ctx;
  const { view, filters, after, today } = query;
  const { kind = null, school = null, state = null } = filters;
  const ofView = {
    mine: sql`true`,
    team: sql`true`,
    unassigned: sql`t.assigned_at is null`,
    late: sql`t.next_on < ${today}::date`,
    birthday: sql`exists (select from jongeren j where j.id = t.jongere_id and ${bornAround(ctx, query)})`,
  }[view];
  const parts = [
    ofView,
    ...(after ? [sql`(t.next_on, t.id) > (${after.on}::date, ${after.id}::uuid)`] : []),
    ...(state ? [sql`t.state = ${state}`] : []),
    ...(kind
      ? [
          sql`exists (
            select from meldingen m
            where m.traject_id = any(${wholeOf(sql)}) and m.kind = ${kind} and ${isOpenIn(sql)})`,
        ]
      : []),
    ...(school
      ? [
          sql`exists (
            select from enrolments e
            where e.jongere_id = t.jongere_id and e.organisation_id = ${school} and e.ended_on is null)`,
        ]
      : []),
  ];
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

/**
 * One page of trajecten and one more, what is due first. Of each owner it reads no more than a page by the index
 * `trajecten_owner`, so that what a page costs does not follow how many trajecten and jongeren there are. Measured by
 * `npm run bench -- worklist`.
 */
export async function selectRows(ctx: Ctx, query: WorklistAsked) {
  const { sql } = ctx;
  const { view, filters, me } = query;
  const owner = view === 'mine' ? me : (filters.owner ?? null);
  const rows = await sql`
    select t.id, t.version, j.first_name as "firstName", j.infix, j.last_name as "lastName",
      j.birth_date::text as "birthDate", t.state, t.owner_id as owner, s.first_name as "ownerFirstName",
      s.last_name as "ownerLastName", (select task from teams where teams.id = s.team_id) as task, t.assigned_at is not null as "isAssigned", t.next_action as "nextAction",
      t.next_on::text as "nextOn", t.next_note as "nextNote", t.intake_at is not null as "hadIntake",
      (select o.name from enrolments e join organisations o on o.id = e.organisation_id
        where e.jongere_id = t.jongere_id and e.ended_on is null order by e.seen_on desc, e.id limit 1) as school,
      coalesce((
        select json_agg(json_build_object(
            'kind', m.kind, 'reportedOn', (m.reported_at at time zone 'Europe/Amsterdam')::date::text
          ) order by m.reported_at, m.id)
        from meldingen m where m.traject_id = any(whole.ids) and ${isOpenIn(sql)}), '[]') as meldingen,
      (select count(*)::int from contact_attempts c where c.traject_id = any(whole.ids)) as tries,
      array(select distinct c.way from contact_attempts c where c.traject_id = any(whole.ids)) as ways
    from (
      select first.id from staff s
      cross join lateral (
        select t.id, t.next_on from trajecten t
        where t.owner_id = s.id and t.closed_at is null and t.joined_into_id is null and ${asked(ctx, query)}
        order by t.next_on, t.id limit ${worklistPage + 1}) first
      where ${rawScope(ctx, 'traject.read')} ${owner === null ? sql`` : sql`and s.id = ${owner}`}
      order by first.next_on, first.id limit ${worklistPage + 1}) page
    join trajecten t on t.id = page.id join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
      cross join lateral (select ${wholeOf(sql)} as ids) whole
    order by t.next_on, t.id`;
  return z.array(worklistRowSchema).parse([...rows]);
}

/**
 * How many trajecten each view has, and how many looks of the team are due. Reads by the index `trajecten_owner` alone. Who soon turns an
 * age is counted only for who looks at them: it asks for each jongere of the team, and would cost more than all else of the page.
 */
export async function countViews(ctx: Ctx, query: WorklistAsked) {
  const { sql } = ctx;
  const { view, me, today } = query;
  const birthday =
    view === 'birthday'
      ? sql`count(*) filter (where (select ${bornAround(ctx, query)} from jongeren j where j.id = t.jongere_id))::int`
      : sql`null::int`;
  const [row] = await sql`
    select count(*) filter (where s.id = ${me})::int as mine, count(*)::int as team,
      count(*) filter (where t.assigned_at is null)::int as unassigned,
      count(*) filter (where t.next_on < ${today}::date)::int as late, ${birthday} as birthday,
      (select count(*)::int from traject_looks l join trajecten t on t.id = l.traject_id join staff s on s.id = t.owner_id
       where l.done_at is null and l.due_on <= ${today}::date and ${rawScope(ctx, 'traject.read')}) as looks
    from staff s
    join trajecten t on t.owner_id = s.id and t.closed_at is null and t.joined_into_id is null
    where ${rawScope(ctx, 'traject.read')}`;
  return countsSchema.parse(row);
}

const choicesSchema = z.object({
  colleagues: z.array(z.object({ id: z.uuid(), firstName: z.string(), lastName: z.string() })),
  schools: z.array(z.object({ id: z.uuid(), name: z.string() })),
});

/** To whom trajecten can be given, those of the team who work with jongeren; and the schools by which one can filter. */
export async function selectChoices(ctx: Ctx) {
  const [row] = await ctx.sql`
    select
      (select coalesce(json_agg(json_build_object('id', s.id, 'firstName', s.first_name, 'lastName', s.last_name)
          order by s.first_name, s.last_name, s.id), '[]')
        from staff s
        where ${ownsTrajecten(ctx.sql)} and ${rawScope(ctx, 'traject.assign')}) as colleagues,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name, id), '[]')
        from organisations where kind = 'school' and active) as schools`;
  return choicesSchema.parse(row);
}
