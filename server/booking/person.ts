import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { Modality } from '#server/slots/schema.ts';
import { readPersonalPhone } from './contact.ts';
import { needsIn } from './needs.ts';
import type { Person, ReachBy } from './schema.ts';
import type { HoldPerson } from './types.ts';

export type NormalisedPerson = HoldPerson & { name: string; referral: string | null };

/**
 * A parsed person with a phone number in E.164. For telefoon a number is needed, and whoever can be reached in
 * one way only is reached in that way. A home visit needs an address, which is kept for nothing else. Who comes by the desk may have no contact at all, and is reached in none.
 */
export function normalisePerson(
  person: Person,
  modality: Modality,
  language: Language,
): { ok: true; person: NormalisedPerson } | { ok: false; error: 'invalid'; errors: FieldError[] } {
  const { email, phone, reachBy, errors } = normaliseReach(person.contact, person.reachBy);
  if (person.contact.phone === undefined && modality === 'telefoon') {
    errors.unshift({ field: 'contact.phone', message: 'phone-needed-for-call' });
  }
  const visitAddress = modality === 'huisbezoek' ? (person.visitAddress ?? null) : null;
  if (modality === 'huisbezoek' && visitAddress === null)
    errors.push({ field: 'visitAddress', message: 'visit-address-required' });
  if (errors.length > 0) return { ok: false, error: 'invalid', errors };
  return {
    ok: true,
    person: {
      name: person.name,
      email,
      phone,
      ageGroup: person.ageGroup,
      reachBy,
      messages: person.messages ?? 'full',
      language: person.language ?? language,
      note: person.note || null,
      visitAddress,
      ...needsIn(person),
      referral: person.referral || null,
    },
  };
}

/** Contact details with the phone number in E.164, and the errors in them. */
export function normaliseReach(
  contact: Person['contact'],
  request: ReachBy | undefined,
): { email: string | null; phone: string | null; reachBy: ReachBy | null; errors: FieldError[] } {
  const typed = contact.phone;
  const email = contact.email ?? null;
  const read = typed === undefined ? null : readPersonalPhone(typed);
  const phone = read?.ok ? read.phone : null;
  const errors: FieldError[] = [];
  if (read && !read.ok) errors.push({ field: 'contact.phone', message: read.error });
  const onlyWay = typed === undefined ? null : 'bericht';
  const reachBy = request ?? (email === null ? onlyWay : 'email');
  errors.push(...reachErrors(reachBy, { email: email !== null, phone: typed !== undefined }));
  return { email, phone, reachBy, errors };
}

/** What is wrong with a way to be reached, by the contact that there is. */
export function reachErrors(reachBy: ReachBy | null, has: { email: boolean; phone: boolean }): FieldError[] {
  if (reachBy === 'email' && !has.email) return [{ field: 'reachBy', message: 'reach-by-needs-email' }];
  if (reachBy !== null && reachBy !== 'email' && !has.phone)
    return [{ field: 'reachBy', message: 'reach-by-needs-phone' }];
  return [];
}
