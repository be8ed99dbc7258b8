import { ageOn } from '#server/jongeren/age.ts';
import { ages } from '#server/jongeren/schema.ts';
import { fitsAge, type MeldingKind } from './kinds.ts';

/** What of a report cannot be, by the day on which it is taken in. */
export type Unlikely =
  /** Nobody of that age is at school, or is helped here: look at the date of birth. */
  | { ok: false; error: 'age-unlikely' }
  /** This kind is not for somebody of this age. */
  | { ok: false; error: 'kind-not-for-age'; age: number }
  /** What is reported did not happen yet, or was before they were born. */
  | { ok: false; error: 'begins-later' | 'begins-before-birth' };

/** Whether nobody of that age is reported, or not by this kind; null when they can be. A kind that is not said yet fits. Pure. */
export function faultOfAge(
  age: number,
  kind: MeldingKind | undefined,
): 'age-unlikely' | 'kind-not-for-age' | null {
  if (age < ages.youngest || age > ages.oldest) return 'age-unlikely';
  return kind === undefined || fitsAge(kind, age) ? null : 'kind-not-for-age';
}

/** What cannot be of a report, on a date (ISO); null when all can. Pure. */
export function judgeReport(
  { birthDate, kind, beganOn }: { birthDate: string; kind: MeldingKind; beganOn: string },
  today: string,
): Unlikely | null {
  const age = ageOn(birthDate, today);
  const error = faultOfAge(age, kind);
  if (error !== null) return error === 'age-unlikely' ? { ok: false, error } : { ok: false, error, age };
  if (beganOn > today) return { ok: false, error: 'begins-later' };
  return beganOn < birthDate ? { ok: false, error: 'begins-before-birth' } : null;
}
