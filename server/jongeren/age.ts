import { daysBetween } from '#server/kernel/time.ts';

// Pure. Dates are ISO strings of Amsterdam.

/** How old somebody is on a date, in whole years. Who was born on 29 February is a year older on 1 March in other years. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The date on which somebody turns an age. */
export function birthdayAt(birthDate: string, age: number): string {
  const year = Number(birthDate.slice(0, 4)) + age;
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return birthDate.endsWith('-02-29') && !isLeap ? `${year}-03-01` : `${year}${birthDate.slice(4)}`;
}

/** The ages at which somebody else may have to go on: of leerplicht at 18, of the Doorstroompunt at 27. */
export const turningAges = [18, 27] as const;

/** Which of these ages somebody turns within so many days, and when; null when none. */
export function turnsSoon(
  birthDate: string,
  today: string,
  days: number,
): { age: (typeof turningAges)[number]; on: string } | null {
  for (const age of turningAges) {
    const on = birthdayAt(birthDate, age);
    if (on > today && daysBetween(today, on) <= days) return { age, on };
  }
  return null;
}
