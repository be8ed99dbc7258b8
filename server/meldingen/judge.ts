import { ageOn } from '#server/jongeren/age.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { MeldingKind } from './kinds.ts';
import { faultOfAge } from './unlikely.ts';

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
  const fault = birthDate === undefined ? null : faultOfAge(ageOn(birthDate, today), kind);
  if (fault === 'age-unlikely') errors.push({ field: 'pupil.birthDate', message: fault });
  if (fault === 'kind-not-for-age') errors.push({ field: 'melding.kind', message: fault });
  if (beganOn !== undefined && beganOn > today)
    errors.push({ field: 'melding.beganOn', message: 'begins-later' });
  if (beganOn !== undefined && birthDate !== undefined && beganOn < birthDate)
    errors.push({ field: 'melding.beganOn', message: 'begins-before-birth' });
  if (endedOn !== undefined && endedOn > today)
    errors.push({ field: 'melding.endedOn', message: 'ends-later' });
  return errors;
}
