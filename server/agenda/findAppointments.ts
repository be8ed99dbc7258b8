import { and, asc, desc, eq, inArray, isNull, like, or, type SQL, sql } from 'drizzle-orm';
import { appointments, locations, staff, topics } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { alike, standsFor } from './foldReference.ts';
import { type Meaning, type QueryProblem, readQuery } from './readQuery.ts';
import type { AgendaAppointment } from './types.ts';

/** Instants are epoch ms. */
export interface FoundAppointment
  extends Pick<
    AgendaAppointment,
    'id' | 'status' | 'start' | 'end' | 'topic' | 'location' | 'modality' | 'name' | 'outcome'
  > {
  reference: string;
  /** First name. */
  casemanager: string;
}

/** Most results; whoever gets this many should search for something narrower. */
export const mostFound = 50;

/**
 * Searches afspraken of the own team, also cancelled and past ones, by everything that the query can mean. First an exact
 * reference, then similar ones, then the next to come. Wiped ones are not found.
 */
export async function findAppointments(
  ctx: Ctx,
  { query }: { query: string },
): Promise<
  | { ok: true; meanings: Meaning[]; found: FoundAppointment[]; more: boolean }
  | { ok: false; error: QueryProblem }
> {
  may(ctx, 'appointment.find');
  const now = ctx.clock.now();
  const read = readQuery(query, dateInAmsterdam(now));
  if (!read.ok) return read;
  const { meanings } = read;
  const english = ctx.language === 'en';
  const { id, status, startsAt, endsAt, modality, name, outcome, reference } = appointments;
  const isOver = sql`${endsAt} <= ${new Date(now).toISOString()}::timestamptz`;
  const rows = await ctx.db
    .select({
      id,
      status,
      startsAt,
      endsAt,
      modality,
      name,
      outcome,
      reference,
      topic: english ? topics.labelEn : topics.label,
      location: locations.name,
      casemanager: staff.firstName,
    })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .innerJoin(topics, eq(topics.id, appointments.topicId))
    .innerJoin(locations, eq(locations.id, appointments.locationId))
    .where(
      and(
        scope(ctx, 'appointment.find'),
        inArray(status, ['booked', 'cancelled']),
        isNull(appointments.wipedAt),
        or(...meanings.map(matches)),
      ),
    )
    .orderBy(
      rank(meanings),
      isOver,
      asc(sql`case when not ${isOver} then ${startsAt} end`),
      desc(startsAt),
      id,
    )
    .limit(mostFound + 1);
  const found = rows.flatMap(({ status, startsAt, endsAt, reference, ...row }) => {
    if (status !== 'booked' && status !== 'cancelled') return [];
    const time = { start: startsAt.getTime(), end: endsAt.getTime() };
    return [{ status, reference: reference ?? '', ...row, ...time }];
  });
  return { ok: true, meanings, found: found.slice(0, mostFound), more: found.length > mostFound };
}

/** The same expression as in the index `appointments_reference_folded`. */
const folded = sql`translate(${appointments.reference}, ${sql.raw(`'${alike}-', '${standsFor}'`)})`;

/** A LIKE pattern for "contains", with %, _ and \ escaped. The index `appointments_search` serves it. */
const has = (part: string) => `%${literal(part)}%`;
const endsIn = (end: string) => `%${literal(end)}`;
const literal = (part: string) => part.replaceAll(/[%_\\]/g, String.raw`\$&`);

function matches(meaning: Meaning): SQL {
  if (meaning.kind === 'reference') return sql`${folded} = ${meaning.folded}`;
  if (meaning.kind === 'name') return like(appointments.nameFolded, has(meaning.part));
  if (meaning.kind === 'phone') return eq(appointments.phone, meaning.phone);
  if (meaning.kind === 'phone-end') return like(appointments.phone, endsIn(meaning.digits));
  if (meaning.kind === 'email') return like(appointments.email, has(meaning.part));
  return eq(appointments.localDate, meaning.date);
}

function rank(meanings: readonly Meaning[]): SQL {
  const reference = meanings.find(({ kind }) => kind === 'reference');
  if (reference?.kind !== 'reference') return sql`0::int`;
  const { exact, folded: wanted } = reference;
  return sql`case when ${appointments.reference} = ${exact} then 0 when ${folded} = ${wanted} then 1 else 2 end`;
}
