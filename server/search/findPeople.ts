import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { appointments, locations, staff, topics } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { groupPeople } from './groupPeople.ts';
import { matches, rank, similar } from './matches.ts';
import { narrowing } from './narrow.ts';
import type { Query } from './readQuery.ts';
import type { FoundAppointment, FoundPerson } from './types.ts';

/** Afspraken that are looked at for one question; who wants more of them says more. */
const mostRows = 200;
/** With fewer people than this, those whose name is one letter away come behind them. */
const few = 3;

/**
 * People with an afspraak of the own team, also a cancelled or past one, by everything that the question can mean. First
 * whose reference it is, then whose name is just that, then whose name begins so; among these the next to come. Of a
 * date all of that day. Who is wiped is not found.
 */
export async function findPeople(
  ctx: Ctx,
  query: Query,
  most: number,
): Promise<{ people: FoundPerson[]; more: boolean }> {
  may(ctx, 'appointment.find');
  viewed(ctx, 'appointment.find', { kind: 'search' });
  const roster = await ctx.roster.current();
  const words = query.words.map((word) => ({ ...word, ...narrowing(roster, word) }));
  const exact = await selectRows(ctx, matches(query, words), rank(query));
  const people = personsOf(exact, false);
  const patterns = people.length < few && query.phone === null ? similar(words) : undefined;
  if (patterns) {
    const known = new Set(exact.map(({ id }) => id));
    const rows = await selectRows(ctx, patterns, sql`0::int`);
    people.push(
      ...personsOf(
        rows.filter(({ id }) => !known.has(id)),
        true,
      ),
    );
  }
  return { people: people.slice(0, most), more: people.length > most || exact.length === mostRows };
}

/** The afspraken of these ids that may be seen, each as somebody; in the order of the ids. */
export async function findByIds(ctx: Ctx, ids: readonly string[]): Promise<FoundPerson[]> {
  may(ctx, 'appointment.find');
  if (ids.length === 0) return [];
  viewed(ctx, 'appointment.find', { kind: 'search' });
  const rows = await selectRows(ctx, inArray(appointments.id, [...ids]), sql`0::int`);
  return ids.flatMap((id) => {
    const row = rows.find((one) => one.id === id);
    return row ? [{ appointments: [row], similar: false }] : [];
  });
}

/** The own afspraken of a date that somebody can still do something with, each as somebody. */
export async function findOwnOfDay(ctx: Ctx, date: string): Promise<FoundPerson[]> {
  const { staff: me } = may(ctx, 'appointment.find');
  const { casemanagerId, localDate, status } = appointments;
  const own = and(eq(casemanagerId, me.id), eq(localDate, date), eq(status, 'booked'));
  const rows = await selectRows(ctx, own, sql`0::int`);
  return rows.map((row) => ({ appointments: [row], similar: false }));
}

const personsOf = (rows: readonly FoundAppointment[], similar: boolean): FoundPerson[] =>
  groupPeople(rows).flatMap(([first, ...others]) =>
    first ? [{ appointments: [first, ...others], similar }] : [],
  );

async function selectRows(ctx: Ctx, condition: SQL | undefined, order: SQL): Promise<FoundAppointment[]> {
  if (condition === undefined) return [];
  const { startsAt, endsAt, wipedAt, status, id, name } = appointments;
  const isOver = sql`${endsAt} <= ${new Date(ctx.clock.now()).toISOString()}::timestamptz`;
  const rows = await ctx.db
    .select({
      id,
      status,
      name,
      startsAt,
      endsAt,
      sequence: appointments.sequence,
      modality: appointments.modality,
      outcome: appointments.outcome,
      nameFolded: appointments.nameFolded,
      ageGroup: appointments.ageGroup,
      email: appointments.email,
      phone: appointments.phone,
      reference: appointments.reference,
      topic: ctx.language === 'en' ? topics.labelEn : topics.label,
      location: locations.name,
      casemanager: { id: staff.id, firstName: staff.firstName },
    })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .innerJoin(topics, eq(topics.id, appointments.topicId))
    .innerJoin(locations, eq(locations.id, appointments.locationId))
    .where(
      and(
        scope(ctx, 'appointment.find'),
        inArray(status, ['booked', 'cancelled']),
        isNull(wipedAt),
        condition,
      ),
    )
    .orderBy(order, isOver, asc(sql`case when not ${isOver} then ${startsAt} end`), desc(startsAt), id)
    .limit(mostRows);
  return rows.flatMap(({ status, startsAt, endsAt, name, reference, ...row }) => {
    if (status !== 'booked' && status !== 'cancelled') return [];
    const time = { start: startsAt.getTime(), end: endsAt.getTime() };
    return [{ ...row, ...time, status, name: name ?? '', reference: reference ?? '' }];
  });
}
