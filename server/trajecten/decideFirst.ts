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

const waitsSchema = z.object({
  since: storedDate,
  /** The date on which it is next already. */
  on: z.string().nullable(),
});

/**
 * What is next after a try, an answer or a gesprek: to decide on what the jongere asked, while that waits (AVG 12 (3)), else what follows from it.
 * Part of a write that locked the traject.
 */
export async function decideFirst(w: Write, traject: string, next: NextStep): Promise<NextStep> {
  const [row] = await w.tx`
    select min(r.recorded_at) as since, case when t.next_action = 'decide' then t.next_on::text end as on
    from jongere_requests r join trajecten t on t.jongere_id = r.jongere_id
    where t.id = ${traject} and r.decided_at is null group by t.id`;
  if (row === undefined) return next;
  const { since, on } = waitsSchema.parse(row);
  const by = on ?? decideBy(dateInAmsterdam(since.getTime()));
  const today = dateInAmsterdam(Date.parse(w.now));
  const isPast = by < today;
  return { action: 'decide', on: isPast ? today : by };
}
