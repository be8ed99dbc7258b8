import { ageOn } from '#server/jongeren/age.ts';
import { ages } from '#server/jongeren/schema.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { fitsAge, type MeldingKind } from './kinds.ts';

/** What of a report can be told to be wrong by the day on which it is made. */
export interface Judged {
  birthDate?: string | undefined;
  kind?: MeldingKind | undefined;
  beganOn?: string | undefined;
  endedOn?: string | undefined;
}

/** What cannot be of a report, as far as it is filled in. Pure; dates are ISO. */
export function judge({ birthDate, kind, beganOn, endedOn }: Judged, today: string): FieldError[] {
  const errors: FieldError[] = [];
  const age = birthDate === undefined ? null : ageOn(birthDate, today);
  if (age !== null && (age < ages.youngest || age > ages.oldest))
    errors.push({ field: 'pupil.birthDate', message: 'age-unlikely' });
  else if (age !== null && kind !== undefined && !fitsAge(kind, age))
    errors.push({ field: 'melding.kind', message: 'kind-not-for-age' });
  if (beganOn !== undefined && beganOn > today)
    errors.push({ field: 'melding.beganOn', message: 'begins-later' });
  if (endedOn !== undefined && endedOn > today)
    errors.push({ field: 'melding.endedOn', message: 'ends-later' });
  return errors;
}
