import type { Modality } from '../availability/schema.ts';
import type { Language } from '../languages.ts';
import { normalisePhone } from './contact.ts';
import type { FieldError, Person } from './schema.ts';
import type { HoldPerson } from './types.ts';

export type NormalisedPerson = HoldPerson & { name: string; referral: string | null };

/**
 * A parsed person with a phone number in E.164. For telefoon a number is needed, and whoever can be reached in
 * one way only is reached in that way. Who comes by the desk may have no contact at all, and is reached in none.
 */
export function normalisePerson(
  person: Person,
  modality: Modality,
  language: Language,
): { ok: true; person: NormalisedPerson } | { ok: false; error: 'invalid'; errors: FieldError[] } {
  const typed = person.contact.phone;
  const email = person.contact.email ?? null;
  const phone = typed === undefined ? null : normalisePhone(typed);
  const errors: FieldError[] = [];
  if (typed !== undefined && phone === null)
    errors.push({ field: 'contact.phone', message: 'phone-invalid' });
  if (typed === undefined && modality === 'telefoon') {
    errors.push({ field: 'contact.phone', message: 'phone-needed-for-call' });
  }
  const onlyWay = typed === undefined ? null : 'bericht';
  const reachBy = person.reachBy ?? (email === null ? onlyWay : 'email');
  if (reachBy === 'email' && email === null)
    errors.push({ field: 'reachBy', message: 'reach-by-needs-email' });
  if (reachBy !== null && reachBy !== 'email' && typed === undefined) {
    errors.push({ field: 'reachBy', message: 'reach-by-needs-phone' });
  }
  if (errors.length > 0) return { ok: false, error: 'invalid', errors };
  return {
    ok: true,
    person: {
      name: person.name,
      email,
      phone,
      ageGroup: person.ageGroup,
      reachBy,
      language: person.language ?? language,
      note: person.note || null,
      referral: person.referral || null,
    },
  };
}
