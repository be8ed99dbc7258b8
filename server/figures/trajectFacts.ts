import { z } from 'zod';
import { destinations, meldingKinds } from '#db/schema/words.ts';
import { findGemeente, type Gemeente } from '#server/trajecten/findOwner.ts';
import {
  type breakdownsOf,
  type lengthOrder,
  noneOfThem,
  type talksOrder,
  type termOrder,
  type trajectSubjects,
} from './categories.ts';
import type { Fact } from './cells.ts';

// What is counted of trajecten in a quarter. Pure.

export type TrajectSubject = (typeof trajectSubjects)[number];

/** A traject of which something happened in the quarter. What did not happen in it is null or false. */
export const touchedSchema = z.object({
  course: z.enum(['new', 'back']).nullable(),
  approached: z.boolean(),
  started: z.boolean(),
  /** How many days lie between what was reported first and the intake. */
  intakeDays: z.int().nullable(),
  destination: z.enum(destinations).nullable(),
  /** Of one that ended: how many gesprekken were held, and for how many whole months it was open. */
  talks: z.int().nullable(),
  months: z.int().nullable(),
  /** Of the first melding. */
  kind: z.enum(meldingKinds).nullable(),
  /** Which school reported first. */
  school: z.string().nullable(),
  residence: z.string().nullable(),
});
export type Touched = z.output<typeof touchedSchema>;

/** The band of the effect report: below 2 weeks, 2 to 4, above 4. */
export function termOf(days: number): (typeof termOrder)[number] {
  if (days < 14) return 'within-2-weeks';
  return days <= 28 ? 'within-4-weeks' : 'later';
}

/** How many gesprekken were held. */
export function talksOf(count: number): (typeof talksOrder)[number] {
  if (count === 0) return 'none';
  if (count === 1) return 'one';
  return count <= 3 ? 'two-or-three' : 'more';
}

/** The band of the effect report: under 1 month, 1 to 6, longer. */
export function lengthOf(months: number): (typeof lengthOrder)[number] {
  if (months < 1) return 'under-1';
  return months < 6 ? 'under-6' : 'longer';
}

export type TrajectBreakdown = (typeof breakdownsOf)[TrajectSubject][number];
export type TrajectFact = Fact<TrajectBreakdown>;

/** Each traject under all that happened of it in the quarter; once under each. */
export function trajectFacts(
  rows: readonly Touched[],
  gemeenten: readonly Gemeente[],
): Record<TrajectSubject, TrajectFact[]> {
  const facts = rows.map((row) => ({ row, fact: factOf(row, gemeenten) }));
  const where = (happened: (row: Touched) => boolean) =>
    facts.filter(({ row }) => happened(row)).map(({ fact }) => fact);
  return {
    'traject-opened': where(({ course }) => course !== null),
    'traject-approached': where(({ approached }) => approached),
    'traject-intakes': where(({ intakeDays }) => intakeDays !== null),
    'traject-started': where(({ started }) => started),
    'traject-ended': where(({ destination }) => destination !== null),
  };
}

function factOf(row: Touched, gemeenten: readonly Gemeente[]): TrajectFact {
  return {
    count: 1,
    of: {
      // Where it did not happen, nobody looks at it.
      course: row.course ?? noneOfThem,
      term: row.intakeDays === null ? noneOfThem : termOf(row.intakeDays),
      destination: row.destination ?? noneOfThem,
      talks: row.talks === null ? noneOfThem : talksOf(row.talks),
      length: row.months === null ? noneOfThem : lengthOf(row.months),
      kind: row.kind ?? noneOfThem,
      school: row.school ?? noneOfThem,
      gemeente: findGemeente(row.residence, gemeenten) ?? noneOfThem,
    },
  };
}

/** To the nearest ten: exact numbers of two quarters would tell how many ended between them. */
export const roundGoingOn = (open: number): number => Math.round(open / 10) * 10;
