/**
 * A time of day as people type it, as `09:30`: `9`, `9.30`, `9:30`, `9u30`, `930`, `14 uur`. The end of the day is
 * `24:00`. Null for what is no time. Runs in a browser too.
 */
export function readTime(typed: string): string | null {
  if (typed.length > 40) return null;
  const text = typed.normalize('NFKC').trim().toLowerCase();
  const [, hour, minute = '00'] =
    /^(\d{1,2})(?: ?[.:u] ?(\d\d)?(?::\d\d)?)?(?: ?uur)?$/.exec(text) ?? /^(\d{1,2})(\d\d)$/.exec(text) ?? [];
  if (hour === undefined || Number(minute) > 59) return null;
  const time = `${hour.padStart(2, '0')}:${minute}`;
  return time <= '24:00' ? time : null;
}

/** The time in what was typed; what is no time stays as it is. */
export const writtenTime = (typed: string): string => readTime(typed) ?? typed.trim();
