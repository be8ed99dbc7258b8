import type { z } from 'zod';
import type { FieldError } from '../../server/booking/schema.ts';
import type { TextKey } from '../content/texts.ts';

const words = {
  'topic-required': 'booking.error.topic-required',
  'manner-required': 'booking.error.manner-required',
  'time-required': 'booking.error.time-required',
  'start-invalid': 'booking.error.time-required',
  'name-required': 'booking.error.name-required',
  'name-too-long': 'booking.error.name-too-long',
  'text-not-allowed': 'booking.error.text-not-allowed',
  'note-too-long': 'booking.error.note-too-long',
  'email-invalid': 'booking.error.email-invalid',
  'phone-invalid': 'booking.error.phone-invalid',
  'contact-required': 'booking.error.contact-required',
  'phone-needed-for-call': 'booking.error.phone-needed-for-call',
  'age-group-required': 'booking.error.age-group-required',
  'reach-by-unknown': 'booking.error.reach-by-unknown',
  'reach-by-needs-email': 'booking.error.reach-by-needs-email',
  'reach-by-needs-phone': 'booking.error.reach-by-needs-phone',
  'language-unknown': 'booking.error.language-unknown',
} as const satisfies Record<string, TextKey>;

const wordOf = new Map<string, TextKey>(Object.entries(words));

/** Fields of a verb's input that have another name on the page. */
const onPage = new Map([
  ['contact', 'email'],
  ['contact.email', 'email'],
  ['contact.phone', 'phone'],
]);

/** Where the issues that zod found are, with their messages (keys of texts); one per field. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const byField = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = path.join('.');
    if (!byField.has(field)) byField.set(field, message);
  }
  return [...byField].map(([field, message]) => ({ field, message }));
}

export interface PageErrors {
  /** For the ErrorSummary, in the order of the page. */
  summary: { field: string; message: string }[];
  /** The same words, by the name of the field. */
  of: Readonly<Record<string, string>>;
}

/** Errors of a verb or a schema in the words of the page. `order` names the fields from top to bottom. */
export function pageErrors(
  errors: readonly FieldError[],
  order: readonly string[],
  t: (key: TextKey) => string,
): PageErrors {
  const summary = errors
    .map(({ field, message }) => ({
      field: onPage.get(field) ?? field,
      message: t(wordOf.get(message) ?? 'booking.error.other'),
    }))
    .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
  return { summary, of: Object.fromEntries(summary.map(({ field, message }) => [field, message])) };
}
