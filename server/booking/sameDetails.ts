import { normalisePerson } from './person.ts';
import type { Person } from './schema.ts';
import type { Appointment } from './types.ts';

/** Whether an afspraak was made with these very details: then who sends them again means the same one. */
export function sameDetails(appointment: Appointment, input: Person): boolean {
  const { modality, language } = appointment;
  const read = normalisePerson(input, modality, language);
  if (!read.ok) return false;
  const { person } = read;
  const keys = ['name', 'email', 'phone', 'ageGroup', 'reachBy', 'language', 'note', 'referral'] as const;
  return keys.every((key) => person[key] === appointment[key]);
}
