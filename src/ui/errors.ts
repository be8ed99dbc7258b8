import type { z } from 'zod';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';

/** Fields of a verb's input that have another name on the page. */
const onPage = new Map([
  ['contact', 'email'],
  ['contact.email', 'email'],
  ['contact.phone', 'phone'],
]);

/** Where the issues that zod found are, with their messages (keys of texts); one per field. */
export function fieldErrors(error: z.ZodError | undefined): FieldError[] {
  const byField = new Map<string, string>();
  for (const { path, message } of error?.issues ?? []) {
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

/** Errors of a verb or a schema in words. `order` names the fields of the page from top to bottom. */
export function pageErrors(
  errors: readonly FieldError[],
  order: readonly string[],
  language: Language,
): PageErrors {
  const summary = errors
    .map(({ field, message }) => ({
      field: onPage.get(field) ?? field,
      message: sayMessage(language, message),
    }))
    .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
  return { summary, of: Object.fromEntries(summary.map(({ field, message }) => [field, message])) };
}
