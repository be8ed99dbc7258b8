import { z } from 'zod';
import { absenceReasons } from '#db/schema/words.ts';
import { writtenTime } from '#server/kernel/readTime.ts';
import type { AvailabilityException } from '#server/slots/types.ts';

export type AbsenceReason = (typeof absenceReasons)[number];

/** What an exception can be: a reason to be away, or hours beside the week. */
export const exceptionWhats = [...absenceReasons, 'extra'] as const;
export type ExceptionWhat = (typeof exceptionWhats)[number];

const written = z.string().trim().max(60).catch('').default('');
const time = written.transform(writtenTime);
const several = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .catch([])
  .default([]);

/** An exception as somebody wrote it down; nothing in it has been judged yet, see `checkException`. */
export const exceptionDraftSchema = z.object({
  what: written,
  /** ISO, or what was typed where that is no date. */
  dateFrom: written,
  dateUntil: written,
  /** Absent on whole days, whatever stands in the hours. */
  wholeDays: z.boolean().default(false),
  from: time,
  until: time,
  location: z.string().max(64).catch('').default(''),
  modalities: several,
});
export type ExceptionDraft = z.output<typeof exceptionDraftSchema>;

/** An exception in which nothing is wrong, with the reason of an absence. */
export type CheckedException =
  | (Extract<AvailabilityException, { kind: 'absence' }> & { reason: AbsenceReason })
  | Extract<AvailabilityException, { kind: 'extra' }>;
