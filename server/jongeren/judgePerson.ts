import { readPersonalPhone } from '#server/booking/contact.ts';
import { reachErrors } from '#server/booking/person.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { ageOn } from './age.ts';
import type { Person } from './person.ts';
import { ages, type JongereInput } from './schema.ts';

/**
 * Who somebody is with their number in E.164, or what of it cannot be, beside what is kept of them. Messages are keys of the page. Pure;
 * `today` is ISO.
 */
export function judgePerson(
  person: JongereInput,
  {
    today,
    kept,
    oneLetter,
  }: { today: string; kept: Pick<Person, 'firstName' | 'lastName'>; oneLetter: boolean },
): { ok: true; person: JongereInput } | { ok: false; errors: FieldError[] } {
  const errors: FieldError[] = [];
  // Mostly an initial; some are called so, and then a person says it.
  for (const field of ['firstName', 'lastName'] as const)
    if (!oneLetter && person[field] !== kept[field] && [...person[field].replaceAll('.', '')].length < 2)
      errors.push({ field, message: 'one-letter' });
  const { birthDate } = person;
  const age = ageOn(birthDate, today);
  if (birthDate > today) errors.push({ field: 'birthDate', message: 'birthdate-future' });
  else if (age < ages.youngest) errors.push({ field: 'birthDate', message: 'age-too-young' });
  else if (age > ages.oldest) errors.push({ field: 'birthDate', message: 'age-too-old' });
  const phone = person.phone === undefined ? null : readPersonalPhone(person.phone);
  if (phone?.ok === false) errors.push({ field: 'phone', message: phone.error });
  const has = { email: person.email !== undefined, phone: phone !== null };
  errors.push(...reachErrors(person.reachBy ?? null, has));
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, person: { ...person, phone: phone?.ok ? phone.phone : undefined } };
}
