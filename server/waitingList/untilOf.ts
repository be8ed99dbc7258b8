import { addDays } from '#server/kernel/time.ts';

/** The last date of so many weeks from today. */
export const untilOf = (today: string, weeks: number): string => addDays(today, weeks * 7);
