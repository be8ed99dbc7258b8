import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

/**
 * The schema of the setup file speaks English, to who writes a file. Each of its messages with the text that a page has for
 * it; what is between brackets is the room in that text.
 */
const messages = [
  [/at most (\d+) characters/, 'too-long'],
  [/without control characters/, 'odd-sign'],
  [/the contact of the gemeente/, 'contact-first'],
  [/the privacy statement to stay/, 'privacy-stays'],
  [/text that can be seen|is missing/, 'required'],
  [/e-mail address/, 'email'],
  [/phone number/, 'phone'],
  [/a date that exists/, 'date'],
  [/a time from/, 'time'],
  [/later than|or later/, 'later'],
  [/do not overlap/, 'overlap'],
  [/once, but/, 'taken'],
  [/weekday/, 'weekday'],
  [/array to have >=1 items/, 'choose'],
  [/>=(\d+)/, 'at-least'],
  [/<=(\d+)/, 'at-most'],
  [/divides a day/, 'divides'],
  [/begins with https/, 'https'],
  [/expected (number|int)/, 'number'],
  [/expected (one of|the name of|the id of)/, 'choose'],
] as const;

/** What is wrong with a field, in words, behind the name of that field. */
export function sayProblem(t: T, message: string, label?: string): string {
  const found = messages.find(([pattern]) => pattern.test(message));
  const [, number = ''] = found?.[0].exec(message) ?? [];
  const text =
    found?.[1] === 'too-long' || found?.[1] === 'at-least' || found?.[1] === 'at-most'
      ? t(`beheer.problem.${found[1]}`, { count: number })
      : t(`beheer.problem.${found?.[1] ?? 'other'}`);
  return label === undefined ? text : t('beheer.problem', { field: label, problem: text });
}
