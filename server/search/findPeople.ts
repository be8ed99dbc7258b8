import { and, asc, desc, eq, inArray, isNull, like, or, type SQL, sql } from 'drizzle-orm';
import { appointments, locations, staff, topics } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import { alike, standsFor } from './foldReference.ts';
import { groupPeople } from './groupPeople.ts';
import { type Narrowing, narrowing } from './narrow.ts';
import { canHaveTypo, oneTypo } from './oneTypo.ts';
import { begins, ends, has } from './patterns.ts';
import { isEnough, type Query, type Word } from './readQuery.ts';
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

/** The same expression as in the index `appointments_reference_folded`. */
const folded = sql`translate(${appointments.reference}, ${sql.raw(`'${alike}-', '${standsFor}'`)})`;

type Known = Word & Narrowing;

function matches({ reference, phone, date }: Query, words: readonly Known[]): SQL | undefined {
  if (date !== null) return eq(appointments.localDate, date);
  return or(
    reference ? sql`${folded} = ${reference.folded}` : undefined,
    phone ? byPhone(phone) : undefined,
    allMatch(words, byName),
    // What is written in two, or not yet to its end: "anne ma" is Anne-Marie.
    words.length > 1 ? like(appointments.nameFolded, has(wholeOf(words))) : undefined,
  );
}

const wholeOf = (words: readonly Word[]) => words.map(({ name }) => name).join('');

function byPhone(phone: NonNullable<Query['phone']>): SQL | undefined {
  if ('whole' in phone) return eq(appointments.phone, phone.whole);
  const { digits } = phone;
  const end = like(appointments.phone, ends(digits));
  return digits.startsWith('0') ? or(end, like(appointments.phone, begins(`+31${digits.slice(1)}`))) : end;
}

/**
 * Each word is met, by the name or by what narrows it, and one at least by the name: all who have a topic are no answer
 * to a question.
 */
function allMatch(words: readonly Known[], meets: (word: Known) => SQL | undefined): SQL | undefined {
  const enough = words.filter(isEnough);
  if (enough.length === 0) return undefined;
  const narrows = ({ topics, casemanagers }: Known) => [
    topics.length > 0 ? inArray(appointments.topicId, topics) : undefined,
    casemanagers.length > 0 ? inArray(appointments.casemanagerId, casemanagers) : undefined,
  ];
  return and(or(...enough.map(meets)), ...words.map((word) => or(meets(word), ...narrows(word))));
}

function byName({ typed, name, digits }: Known): SQL | undefined {
  if (digits !== null) return like(appointments.phone, ends(digits));
  // What is shorter than a trigram is looked up as the begin, so that the index serves it.
  if (name.length < 3) return like(appointments.nameFolded, begins(name));
  const email = typed.includes('@') ? has(typed) : `${has(typed)}@%`;
  return or(like(appointments.nameFolded, has(name)), like(appointments.email, email));
}

/** Each word is met, a word in which an error is looked for by what is one letter away; nothing when there is none. */
function similar(words: readonly Known[]): SQL | undefined {
  if (!words.some(({ name }) => canHaveTypo(name))) return undefined;
  return allMatch(words, (word) =>
    canHaveTypo(word.name)
      ? sql`${appointments.nameFolded} like any (${sql.param(oneTypo(word.name))}::text[])`
      : byName(word),
  );
}

function rank({ reference, words }: Query): SQL {
  const first = words[0]?.name ?? '';
  const { nameFolded } = appointments;
  const byNames = sql`when ${nameFolded} in (${wholeOf(words)}, ${first}) then 2 when ${nameFolded} like ${begins(first)} then 3`;
  const byReference = reference
    ? sql`when ${appointments.reference} = ${reference.exact} then 0 when ${folded} = ${reference.folded} then 1`
    : sql``;
  return sql`case ${byReference} ${byNames} else 4 end`;
}
