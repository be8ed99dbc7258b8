import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';

/** A contact is one thing to a verb, and two fields of a page. That there is none is said at the first of them. */
export const contactNames = { contact: 'email', 'contact.email': 'email', 'contact.phone': 'phone' } as const;

/** What is wrong with a form of a jongere. `fields` are those of the page, from top to bottom. */
export function formErrors(
  errors: readonly FieldError[],
  fields: readonly string[],
  language: Language,
): PageErrors {
  return pageErrors(
    sayErrors(errors, { fields, names: contactNames, say: (message) => sayMessage(language, message) }),
  );
}
