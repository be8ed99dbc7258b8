import { and, eq, inArray, like, or, type SQL, sql } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { alike, standsFor } from './foldReference.ts';
import type { Narrowing } from './narrow.ts';
import { canHaveTypo, oneTypo } from './oneTypo.ts';
import { begins, ends, has } from './patterns.ts';
import { isEnough, type Query, type Word } from './readQuery.ts';

// Which afspraken are found, as conditions on their table.

/** The same expression as in the index `appointments_reference_folded`. */
const folded = sql`translate(${appointments.reference}, ${sql.raw(`'${alike}-', '${standsFor}'`)})`;

/** A word with what it narrows to. */
export type Known = Word & Narrowing;

/** The afspraken that a question means. */
export function matches({ reference, phone, date }: Query, words: readonly Known[]): SQL | undefined {
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
 * to a question. Said once where that is the same: PostgreSQL would look each pattern up for each other one.
 */
function allMatch(words: readonly Known[], meets: (word: Known) => SQL | undefined): SQL | undefined {
  const enough = words.filter(isEnough);
  if (enough.length === 0) return undefined;
  const [only] = words;
  if (only && words.length === 1) return meets(only);
  const narrows = ({ topics, casemanagers }: Known) => [
    topics.length > 0 ? inArray(appointments.topicId, topics) : undefined,
    casemanagers.length > 0 ? inArray(appointments.casemanagerId, casemanagers) : undefined,
  ];
  const all = words.map((word) => or(meets(word), ...narrows(word)));
  const isNarrowed = words.some(({ topics, casemanagers }) => topics.length + casemanagers.length > 0);
  return and(isNarrowed ? or(...enough.map(meets)) : undefined, ...all);
}

function byName({ typed, name, digits }: Known): SQL | undefined {
  if (digits !== null) return like(appointments.phone, ends(digits));
  // What is shorter than a trigram is looked up as the begin, so that the index serves it.
  if (name.length < 3) return like(appointments.nameFolded, begins(name));
  const email = typed.includes('@') ? has(typed) : `${has(typed)}@%`;
  return or(like(appointments.nameFolded, has(name)), like(appointments.email, email));
}

/** Each word is met, a word in which an error is looked for by what is one letter away; nothing when there is none. */
export function similar(words: readonly Known[]): SQL | undefined {
  if (!words.some(({ name }) => canHaveTypo(name))) return undefined;
  return allMatch(words, (word) =>
    canHaveTypo(word.name)
      ? sql`${appointments.nameFolded} like any (${sql.param(oneTypo(word.name))}::text[])`
      : byName(word),
  );
}

/** Whose reference it is before whose name is just that, before whose name begins so. */
export function rank({ reference, words }: Query): SQL {
  const first = words[0]?.name ?? '';
  const { nameFolded } = appointments;
  const byNames = sql`when ${nameFolded} in (${wholeOf(words)}, ${first}) then 2 when ${nameFolded} like ${begins(first)} then 3`;
  const byReference = reference
    ? sql`when ${appointments.reference} = ${reference.exact} then 0 when ${folded} = ${reference.folded} then 1`
    : sql``;
  return sql`case ${byReference} ${byNames} else 4 end`;
}
