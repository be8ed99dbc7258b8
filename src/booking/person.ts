import { ageGroups } from '#db/schema/words.ts';
import { normalisePerson } from '#server/booking/person.ts';
import {
  emailSchema,
  type Person,
  personSchema,
  phoneSchema,
  reachBySchema,
} from '#server/booking/schema.ts';
import type { HoldPerson } from '#server/booking/types.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { Modality } from '#server/slots/schema.ts';
import { fieldErrors } from '#ui/errors.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';
import { keptNeeds, type NeedValues, sentNeeds, typedNeeds } from './needs.ts';

/** The answer that leads to other help instead of an afspraak. */
export const tooOld = '27-plus';

/** What the page "about you" shows in its fields. */
export interface PersonFields extends NeedValues {
  name?: string | undefined;
  ageGroup?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  visitAddress?: string | undefined;
  reachBy?: string | undefined;
  messages?: string | undefined;
  language?: string | undefined;
  note?: string | undefined;
}

/** What was typed, to show again whatever is wrong with it. */
export function typedFields(values: FormValues): PersonFields {
  const [name, ageGroup, email, phone] = ['name', 'ageGroup', 'email', 'phone'].map((f) => typed(values, f));
  const [reachBy, language, note] = ['reachBy', 'language', 'note'].map((f) => typed(values, f));
  const visitAddress = typed(values, 'visitAddress');
  const messages = typed(values, 'messages');
  return {
    name,
    ageGroup,
    email,
    phone,
    visitAddress,
    reachBy,
    messages,
    language,
    note,
    ...typedNeeds(values),
  };
}

/** What was kept with the hold. `showPhone` turns E.164 into what people write. */
export function keptFields(person: HoldPerson, showPhone: (e164: string) => string): PersonFields {
  const { name, ageGroup, email, phone, visitAddress, reachBy, messages, language, note } = person;
  return {
    name: name ?? undefined,
    ageGroup: ageGroup ?? undefined,
    email: email ?? undefined,
    phone: phone === null ? undefined : showPhone(phone),
    visitAddress: visitAddress ?? undefined,
    reachBy: reachBy ?? undefined,
    messages,
    language,
    note: note ?? undefined,
    ...keptNeeds(person),
  };
}

type PersonResult = { ok: true; person: Person } | { ok: false; errors: FieldError[] };

/** The posted fields as the input of the booking verbs, or all that is wrong with them at once. */
export function parsePerson(values: FormValues, modality: Modality, language: Language): PersonResult {
  const parsed = personSchema.safeParse({
    name: values.name ?? '',
    ageGroup: values.ageGroup,
    contact: { email: optional(values, 'email'), phone: optional(values, 'phone') },
    reachBy: optional(values, 'reachBy'),
    messages: optional(values, 'messages'),
    language: optional(values, 'language'),
    note: values.note ?? undefined,
    visitAddress: modality === 'huisbezoek' ? (values.visitAddress ?? '') : undefined,
    ...sentNeeds(values),
  });
  if (parsed.success) return { ok: true, person: parsed.data };
  const found = fieldErrors(parsed.error);
  const named = new Set(found.map(({ field }) => field));
  const errors = [...found, ...contactErrors(values, modality, language).filter((e) => !named.has(e.field))];
  const phoneMissing = errors.some(({ message }) => message === 'phone-needed-for-call');
  return { ok: false, errors: errors.filter((e) => !(phoneMissing && e.message === 'contact-required')) };
}

/** What the verb would say about the contact, so that nobody hears of it only after mending their name. */
function contactErrors(values: FormValues, modality: Modality, language: Language): FieldError[] {
  const email = emailSchema.safeParse(values.email).data;
  const phone = phoneSchema.safeParse(values.phone).data;
  const reachBy = reachBySchema.safeParse(values.reachBy).data;
  if (!email && !phone && modality !== 'telefoon') return [];
  // The schema says what is wrong with an address.
  const person = { name: '-', ageGroup: ageGroups[0], contact: { email, phone }, reachBy, visitAddress: '-' };
  const result = normalisePerson(person, modality, language);
  const empty = (name: string) => optional(values, name) === undefined;
  const applies = ({ field, message }: FieldError) => {
    if (field === 'contact.phone') return true;
    // A way to be reached that was not chosen, or a contact that is wrong already, needs no second message.
    return reachBy !== undefined && empty(message === 'reach-by-needs-email' ? 'email' : 'phone');
  };
  return result.ok ? [] : result.errors.filter(applies);
}
