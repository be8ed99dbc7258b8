import { normaliseReach } from '#server/booking/person.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { referSchema } from '#server/referral/schema.ts';
import { fieldErrors } from '#ui/errors.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';

// What the forms of a referral hold, and how it goes to the verbs.

export const whoFields = [
  'firstName',
  'contactOf',
  'phone',
  'email',
  'ageGroup',
  'residence',
  'language',
] as const;
export const whatFields = ['topic', 'told', 'isUrgent', 'urgent'] as const;
export const needFields = [
  'needsInterpreter',
  'interpreter',
  'companion',
  'stepFree',
  'reachBy',
  'messages',
  'reachNote',
];
export const consentFields = ['consent', 'consentVersion'] as const;
export const whenFields = ['start', 'visitAddress'] as const;

export const referFields = [
  ...whoFields,
  ...whatFields,
  ...needFields,
  ...consentFields,
  ...whenFields,
] as const;
export type ReferField = (typeof referFields)[number];
export type ReferFields = Partial<Record<ReferField, string>>;

/** The names of fields that a verb calls otherwise. */
export const fieldNames = {
  contact: 'phone',
  'contact.email': 'email',
  'contact.phone': 'phone',
  consentVersion: 'consent',
  consentLanguage: 'language',
} as const;

/** What was typed, to show again whatever is wrong with it. */
export const typedFields = (values: FormValues): ReferFields =>
  Object.fromEntries(
    referFields.flatMap((name) => {
      const value = typed(values, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** What was typed as the verbs take it; not judged yet. */
export function toInput(values: FormValues): Record<string, unknown> {
  const isTicked = (name: string) => values[name] === 'yes';
  return {
    firstName: values.firstName ?? '',
    contactOf: values.contactOf,
    contact: { email: optional(values, 'email'), phone: optional(values, 'phone') },
    ageGroup: values.ageGroup,
    residence: values.residence,
    language: optional(values, 'language'),
    topic: values.topic,
    told: values.told ?? undefined,
    urgent: isTicked('isUrgent') ? (values.urgent ?? '') : undefined,
    interpreter: isTicked('needsInterpreter') ? (values.interpreter ?? '') : undefined,
    companion: optional(values, 'companion'),
    stepFree: isTicked('stepFree'),
    reachBy: optional(values, 'reachBy'),
    messages: optional(values, 'messages'),
    reachNote: values.reachNote ?? undefined,
    consent: isTicked('consent') || undefined,
    consentVersion: values.consentVersion,
    consentLanguage: optional(values, 'language') ?? 'nl',
  };
}

/** All that is wrong with a referral so far, by the fields of the page; also what the verb would say of the contact. */
export function judge(values: FormValues): FieldError[] {
  const parsed = referSchema.safeParse(toInput(values));
  const found = fieldErrors(parsed.error).map(({ field, message }) => ({ field: nameOf(field), message }));
  const contact = contactSchema.safeParse(toInput(values));
  const reach = contact.success ? normaliseReach(contact.data.contact, contact.data.reachBy).errors : [];
  return [...found, ...reach.map(({ field, message }) => ({ field: nameOf(field), message }))];
}

const contactSchema = referSchema.pick({ contact: true, reachBy: true });

/** What a verb calls a field, as the page does. */
export const nameOf = (field: string): string =>
  Object.entries(fieldNames).find(([verb]) => verb === field)?.[1] ?? field;
