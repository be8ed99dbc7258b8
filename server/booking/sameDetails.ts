import { normalisePerson } from './person.ts';
import type { Person } from './schema.ts';
import type { Appointment } from './types.ts';

/** Whether an afspraak has exactly these details, so that a repeated request means the same afspraak. */
export function sameDetails(appointment: Appointment, input: Person): boolean {
  const { modality, language } = appointment;
  const read = normalisePerson(input, modality, language);
  if (!read.ok) return false;
  const { person } = read;
  const about = [
    'name',
    'email',
    'phone',
    'ageGroup',
    'reachBy',
    'language',
    'note',
    'referral',
    'visitAddress',
  ] as const;
  const keys = [...about, ...(['companion', 'interpreter', 'stepFree'] as const)];
  return keys.every((key) => person[key] === appointment[key]);
}
