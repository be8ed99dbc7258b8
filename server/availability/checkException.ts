import { addDays } from '#server/kernel/time.ts';
import { type Modality, modalitySchema } from '#server/slots/schema.ts';
import { type CheckedException, type ExceptionDraft, exceptionWhats } from './exceptionDraft.ts';
import { areOvernight, type HoursGround, isDate, isTime } from './hoursGround.ts';

/** What can be wrong with an exception: the end of the key of the text that says it. */
export type ExceptionFaultWord =
  | 'what-required'
  | 'date-required'
  | 'date-invalid'
  | 'until-required'
  | 'end-expected'
  | 'period-reversed'
  | 'past'
  | 'too-long'
  | 'too-far'
  | 'time-required'
  | 'time-invalid'
  | 'hours-equal'
  | 'hours-reversed'
  | 'hours-midnight'
  | 'location-required'
  | 'location-unknown'
  | 'modality-required'
  | 'modality-place'
  | 'video-link';

export interface ExceptionFault {
  field: Exclude<keyof ExceptionDraft, 'wholeDays'>;
  error: ExceptionFaultWord;
}

const longestDays = 366;
const farthestDays = 2 * 366;

/** The exception in a draft, or all that is wrong with it in the order of the form. */
export function checkException(
  draft: ExceptionDraft,
  ground: HoursGround,
): { ok: true; exception: CheckedException } | { ok: false; faults: ExceptionFault[] } {
  const { dateFrom, dateUntil, from, until, location } = draft;
  const what = exceptionWhats.find((word) => word === draft.what);
  const wholeDays = what !== 'extra' && draft.wholeDays;
  const chosen = modalitySchema.array().safeParse(draft.modalities).data ?? [];
  const faults: ExceptionFault[] = [
    ...(what ? [] : [{ field: 'what' as const, error: 'what-required' as const }]),
    ...periodFaults(draft, ground.today),
    ...(wholeDays ? [] : hoursFaults(from, until)),
    ...(what === 'extra' ? placeFaults(location, chosen, ground) : []),
  ];
  if (faults.length > 0 || !what) return { ok: false, faults };
  const dates = { dateFrom, dateUntil };
  if (what === 'extra')
    return {
      ok: true,
      exception: { kind: 'extra', ...dates, from, until, location, modalities: [...new Set(chosen)].sort() },
    };
  const hours = wholeDays ? { from: null, until: null } : { from, until };
  return { ok: true, exception: { kind: 'absence', reason: what, ...dates, ...hours } };
}

function periodFaults({ what, dateFrom, dateUntil }: ExceptionDraft, today: string): ExceptionFault[] {
  const fault = (field: 'dateFrom' | 'dateUntil', error: ExceptionFaultWord) => [{ field, error }];
  if (dateFrom === '') return fault('dateFrom', 'date-required');
  if (!isDate(dateFrom)) return fault('dateFrom', 'date-invalid');
  // People who are ill seldom know until when, but an absence without an end would be forgotten, so an end is required.
  if (dateUntil === '') return fault('dateUntil', what === 'ziek' ? 'end-expected' : 'until-required');
  if (!isDate(dateUntil)) return fault('dateUntil', 'date-invalid');
  if (dateUntil < dateFrom) return fault('dateUntil', 'period-reversed');
  if (dateUntil < today) return fault('dateUntil', 'past');
  if (dateUntil >= addDays(dateFrom, longestDays)) return fault('dateUntil', 'too-long');
  return dateFrom > addDays(today, farthestDays) ? fault('dateFrom', 'too-far') : [];
}

function hoursFaults(from: string, until: string): ExceptionFault[] {
  const faults = (['from', 'until'] as const).flatMap((field): ExceptionFault[] => {
    const text = field === 'from' ? from : until;
    if (text === '') return [{ field, error: 'time-required' }];
    return isTime(text) ? [] : [{ field, error: 'time-invalid' }];
  });
  if (faults.length > 0 || from < until) return faults;
  if (from === until) return [{ field: 'until', error: 'hours-equal' }];
  return [{ field: 'until', error: areOvernight({ from, until }) ? 'hours-midnight' : 'hours-reversed' }];
}

function placeFaults(
  locationId: string,
  chosen: readonly Modality[],
  { locations, modalities }: HoursGround,
): ExceptionFault[] {
  const location = locations.find(({ id, active }) => id === locationId && active);
  const faults: ExceptionFault[] = [];
  if (locationId === '') faults.push({ field: 'location', error: 'location-required' });
  else if (!location) faults.push({ field: 'location', error: 'location-unknown' });
  if (chosen.length === 0) faults.push({ field: 'modalities', error: 'modality-required' });
  else if (chosen.includes('video') && !modalities.includes('video'))
    faults.push({ field: 'modalities', error: 'video-link' });
  else if (location && chosen.some((modality) => !location.modalities.includes(modality)))
    faults.push({ field: 'modalities', error: 'modality-place' });
  return faults;
}
