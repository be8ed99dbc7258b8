import { addDays } from '#server/kernel/time.ts';
import type { Roster } from './types.ts';

/** The closure of a location that is closed for a while: from today up to the day on which it opens again, if that is later. */
export function closedUntil(
  location: string,
  opens: string | null | undefined,
  today: string,
): Roster['closures'] {
  if (!opens || opens <= today) return [];
  return [{ name: 'Gesloten', dateFrom: today, dateUntil: addDays(opens, -1), location }];
}
