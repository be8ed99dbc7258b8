import { areOvernight, type HoursGround, isDate, isTime } from './hoursGround.ts';
import { type HoursPeriod, shareAWeek, type WeekPart } from './weekly.ts';

/** What can be wrong with a week, and the end of the key of the text that says it. */
export type WeekError =
  | 'time-missing'
  | 'reversed'
  | 'midnight'
  | 'overlap'
  | 'location-unknown'
  | 'location-closed'
  | 'no-modality'
  | 'modality-place'
  | 'modality-person'
  | 'from-missing'
  | 'until-missing'
  | 'period-past'
  | 'period-before-today'
  | 'period-reversed'
  | 'too-many';

/** A field of a part, or of the period. */
export type WeekField = 'from' | 'until' | 'location' | 'modalities';

export interface WeekFault {
  /** Index in the parts; null when it is about the period, or about all of the week. */
  part: number | null;
  field: WeekField;
  error: WeekError;
}

/** More than anybody works in two kinds of weeks; a form of that many fits within the most fields of a form. */
export const mostParts = 35;

/** All that is wrong with a week and its period, in the order of the page; nothing when it can be saved. */
export function checkWeek(parts: readonly WeekPart[], period: HoursPeriod, ground: HoursGround): WeekFault[] {
  const faults = periodFaults(period, ground.today);
  if (parts.length > mostParts) return [...faults, { part: null, field: 'from', error: 'too-many' }];
  parts.forEach((part, index) => {
    const times = timeFault(part);
    if (times) faults.push({ part: index, ...times });
    else if (parts.some((other, before) => before < index && overlap(other, part))) {
      faults.push({ part: index, field: 'from', error: 'overlap' });
    }
    const place = placeFault(part, ground);
    if (place) faults.push({ part: index, ...place });
  });
  return faults;
}

type Fault = Omit<WeekFault, 'part'>;

function periodFaults({ from, until }: HoursPeriod, today: string): WeekFault[] {
  const fault = (field: WeekField, error: WeekError) => [{ part: null, field, error }];
  if (!isDate(from)) return fault('from', 'from-missing');
  if (until !== null && !isDate(until)) return fault('until', 'until-missing');
  if (until !== null && until < from) return fault('until', 'period-reversed');
  if (until !== null && until < today) return fault('until', 'period-past');
  return from < today ? fault('from', 'period-before-today') : [];
}

function timeFault({ from, until }: WeekPart): Fault | null {
  if (!isTime(from)) return { field: 'from', error: 'time-missing' };
  if (!isTime(until)) return { field: 'until', error: 'time-missing' };
  if (from < until) return null;
  return { field: 'until', error: areOvernight({ from, until }) ? 'midnight' : 'reversed' };
}

function placeFault(part: WeekPart, { locations, modalities }: HoursGround): Fault | null {
  const location = locations.find(({ id }) => id === part.location);
  if (!location) return { field: 'location', error: 'location-unknown' };
  if (!location.active) return { field: 'location', error: 'location-closed' };
  if (part.modalities.length === 0) return { field: 'modalities', error: 'no-modality' };
  if (part.modalities.some((modality) => !location.modalities.includes(modality)))
    return { field: 'modalities', error: 'modality-place' };
  if (part.modalities.some((modality) => !modalities.includes(modality)))
    return { field: 'modalities', error: 'modality-person' };
  return null;
}

function overlap(one: WeekPart, other: WeekPart): boolean {
  return (
    one.weekday === other.weekday &&
    shareAWeek(one.weeks, other.weeks) &&
    timeFault(one) === null &&
    one.from < other.until &&
    other.from < one.until
  );
}
