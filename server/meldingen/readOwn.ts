import type { Fragment } from 'postgres';
import { z } from 'zod';
import { meldingCloseReasons, meldingKinds, meldingStates, toldWords } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import { foldName } from '#server/booking/foldName.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { meldingDestroyedOn } from '#server/trajecten/destruction.ts';
import { isOpenIn } from '#server/trajecten/openMeldingen.ts';
import type { Ctx } from './context.ts';

// What a school sees of its meldingen: what it said itself, where they stand, who has them, and what was meant for the school. Never
// what the jongere said.

const rowSchema = z.object({
  id: z.uuid(),
  /** Null when the jongere was forgotten. */
  firstName: z.string().nullable(),
  infix: z.string().nullable(),
  lastName: z.string().nullable(),
  birthDate: z.string().nullable(),
  kind: z.enum(meldingKinds),
  state: z.enum(meldingStates),
  closeReason: z.enum(meldingCloseReasons).nullable(),
  /** Epoch ms. */
  reportedAt: storedInstant,
  /** First name; null for a system. */
  reportedBy: z.string().nullable(),
  /** Who has it; until it is assigned, the team that is to. */
  owner: z.string().nullable(),
  team: z.string().nullable(),
});
/** A melding as its school sees it in the list. */
export type OwnMeldingRow = z.output<typeof rowSchema>;

const columns = ({ sql }: Pick<Ctx, 'sql'>): Fragment => sql`
  m.id, j.first_name as "firstName", j.infix, j.last_name as "lastName", j.birth_date::text as "birthDate", m.kind, m.state,
  m.close_reason as "closeReason", m.reported_at as "reportedAt", r.first_name as "reportedBy",
  case when t.assigned_at is not null then s.first_name end as owner, team.name as team`;
const tables = ({ sql }: Pick<Ctx, 'sql'>): Fragment => sql`
  meldingen m join organisations o on o.id = m.organisation_id join jongeren j on j.id = m.jongere_id
  join trajecten own on own.id = m.traject_id join trajecten t on t.id = coalesce(own.joined_into_id, own.id)
  join staff s on s.id = t.owner_id left join teams team on team.id = s.team_id
  left join staff r on r.id = m.reported_by`;

/** More than a school looks through on a page. */
export const mostListed = 200;

export interface OwnMeldingenAsked {
  /** A part of the name of a pupil. */
  name?: string | undefined;
  /** Also those that are closed or withdrawn. */
  all?: boolean;
}

/** The meldingen of the own school, whoever of it reported them, the newest first. */
export async function readOwnMeldingen(
  ctx: Ctx,
  { name = '', all = false }: OwnMeldingenAsked = {},
): Promise<{ rows: OwnMeldingRow[]; isMore: boolean }> {
  may(ctx, 'melding.own.read');
  const { sql } = ctx;
  const folded = foldName(name);
  const found = await sql`
    select ${columns(ctx)} from ${tables(ctx)}
    where ${rawScope(ctx, 'melding.own.read')} and m.wiped_at is null
      and (${all} or ${isOpenIn(sql)})
      and (${folded} = '' or position(${folded} in j.name_folded) > 0)
    order by m.reported_at desc, m.id limit ${mostListed + 1}`;
  viewed(ctx, 'melding.own.read', { kind: 'meldingen' });
  const rows = z.array(rowSchema).parse([...found]);
  return { rows: rows.slice(0, mostListed), isMore: rows.length > mostListed };
}

const oneSchema = rowSchema.extend({
  ownNumber: z.string().nullable(),
  pupilNumber: z.string().nullable(),
  beganOn: z.string(),
  endedOn: z.string().nullable(),
  hoursMissed: z.number().nullable(),
  allLessons: z.boolean().nullable(),
  reason: z.string().nullable(),
  schoolDid: z.string().nullable(),
  asks: z.string().nullable(),
  asksNothing: z.string().nullable(),
  told: z.enum(toldWords).nullable(),
  location: z.string().nullable(),
  contactName: z.string().nullable(),
  contactFunction: z.string().nullable(),
  contactEmail: z.string().nullable(),
  contactPhone: z.string().nullable(),
  settledAt: storedInstant.nullable(),
  /** The day on which its words go; null while that is not known. ISO. */
  destroyedOn: z.string().nullable(),
});
const saidSchema = z.array(z.object({ at: storedInstant, by: z.string().nullable(), text: z.string() }));
/** What was said at a moment (epoch ms), by whom: a first name, null for a system. */
export type Said = z.output<typeof saidSchema>[number];

/** All that a school sees of one melding. */
export type OwnMelding = z.output<typeof oneSchema> & {
  additions: Said[];
  /** What the gemeente told this school, in the words in which it went. */
  feedback: Said[];
};

/** One melding of the own school. Of another school, unknown and forgotten look the same. */
export async function readOwnMelding(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; melding: OwnMelding } | NotFound> {
  may(ctx, 'melding.own.read');
  const isId = z.uuid().safeParse(id).success;
  const melding = isId
    ? await findOwnMelding(ctx, ctx.sql`m.id = ${id} and ${rawScope(ctx, 'melding.own.read')}`)
    : null;
  if (melding === null) {
    if (isId) notFound(ctx, 'melding.own.read', { kind: 'melding', id });
    return { ok: false, error: 'not-found' };
  }
  viewed(ctx, 'melding.own.read', { kind: 'melding', id });
  return { ok: true, melding };
}

/** A melding as its school sees it, by a condition that names the school; null when there is none. */
export async function findOwnMelding(
  ctx: Pick<Ctx, 'sql' | 'roster'>,
  where: Fragment,
): Promise<OwnMelding | null> {
  const { sql } = ctx;
  const { settings } = await ctx.roster.current();
  const [row] = await sql`
    select ${columns(ctx)}, m.own_number as "ownNumber",
      (select e.pupil_number from enrolments e
       where e.jongere_id = m.jongere_id and e.organisation_id = m.organisation_id and e.pupil_number is not null
       order by e.ended_on is null desc, e.seen_on desc limit 1) as "pupilNumber",
      m.began_on::text as "beganOn", m.ended_on::text as "endedOn", m.hours_missed as "hoursMissed", m.all_lessons as "allLessons",
      m.reason, m.school_did as "schoolDid", m.asks, m.asks_nothing as "asksNothing", m.told, m.location,
      m.contact_name as "contactName", m.contact_function as "contactFunction", m.contact_email as "contactEmail",
      m.contact_phone as "contactPhone", m.settled_at as "settledAt",
      ${meldingDestroyedOn(ctx, settings.trajecten)}::text as "destroyedOn"
    from ${tables(ctx)} where m.wiped_at is null and ${where}`;
  if (row === undefined) return null;
  const melding = oneSchema.parse(row);
  const [additions, feedback] = await Promise.all([
    sql`
      select a.at, s.first_name as by, a.body as text
      from melding_additions a left join staff s on s.id = a.staff_id where a.melding_id = ${melding.id} order by a.at, a.id`,
    sql`
      select x.at, s.first_name as by, x.words as text
      from meldingen m join trajecten own on own.id = m.traject_id
        join traject_notes n on n.traject_id in (own.id, own.joined_into_id) join traject_sent x on x.note_id = n.id
        join staff s on s.id = x.staff_id
      where m.id = ${melding.id} and x.audience = 'school' and x.organisation_id = m.organisation_id order by x.at, x.id`,
  ]);
  return {
    ...melding,
    additions: saidSchema.parse([...additions]),
    feedback: saidSchema.parse([...feedback]),
  };
}
