import { z } from 'zod';
import { storedDate } from '#server/kernel/storedInstant.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { NextStep } from './nextStep.ts';
import { addWorkingDays } from './workingDays.ts';

/** Within so many working days somebody decides: well within the month that the law gives. */
const decideDays = 15;

/** By when (ISO) one decides on what was written down on a date. */
export const decideBy = (askedOn: string): string => addWorkingDays(askedOn, decideDays);

const sinceSchema = z.object({ since: storedDate.nullable() });

/**
 * What is next after a try or a gesprek: to decide on what the jongere asked, while that waits (AVG 12 (3)), else what follows from it.
 * Part of a write that locked the traject.
 */
export async function decideFirst(w: Write, traject: string, next: NextStep): Promise<NextStep> {
  const [row] = await w.tx`
    select min(r.recorded_at) as since from jongere_requests r join trajecten t on t.jongere_id = r.jongere_id
    where t.id = ${traject} and r.decided_at is null`;
  const { since } = sinceSchema.parse(row);
  if (since === null) return next;
  const by = decideBy(dateInAmsterdam(since.getTime()));
  const today = dateInAmsterdam(Date.parse(w.now));
  const isPast = by < today;
  return { action: 'decide', on: isPast ? today : by };
}
