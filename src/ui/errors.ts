import { z } from 'zod';
import type { FieldError } from '#server/kernel/fieldError.ts';

// What is wrong with a form goes from `FieldError` (a field of a verb, and the key of a text), by `sayErrors` to `SaidError`
// (a field of the page, and words), which is what is kept with a form, and by `pageErrors` to what a page renders.

/** Where the issues that zod found are, with their messages (keys of texts); one per field. */
export function fieldErrors(error: z.ZodError | undefined): FieldError[] {
  const byField = new Map<string, string>();
  for (const { path, message } of error?.issues ?? []) {
    const field = path.join('.');
    if (!byField.has(field)) byField.set(field, message);
  }
  return [...byField].map(([field, message]) => ({ field, message }));
}

/** What is wrong, in words; without a field where no field of the page is to blame. */
export interface SaidError {
  field?: string;
  message: string;
}

/** As it is kept with a form. */
export const saidErrorsSchema = z.array(z.object({ field: z.string().exactOptional(), message: z.string() }));

/** How one form says what is wrong with it. */
export interface FormWords {
  /** The names of its fields, from top to bottom. */
  fields: readonly string[];
  /** The names on the page of fields that a verb calls otherwise. */
  names?: Readonly<Record<string, string>>;
  /** The words for a message of a verb or a schema. */
  say: (message: string) => string;
}

/** Errors of a verb or a schema in words and in the order of the form, one per field; last what is in no field of it. */
export function sayErrors(
  errors: readonly FieldError[],
  { fields, names = {}, say }: FormWords,
): SaidError[] {
  const byField = new Map<string, string>();
  const elsewhere: SaidError[] = [];
  for (const { field: called, message } of errors) {
    const field = names[called] ?? called;
    if (!fields.includes(field)) elsewhere.push({ message: say(message) });
    else if (!byField.has(field)) byField.set(field, say(message));
  }
  const inFields = fields.flatMap((field) => {
    const message = byField.get(field);
    return message === undefined ? [] : [{ field, message }];
  });
  return [...inFields, ...elsewhere];
}

export interface PageErrors {
  /** For the ErrorSummary, in the order of the page. */
  summary: readonly SaidError[];
  /** The same words, by the name of the field. */
  of: Readonly<Record<string, string>>;
}

/** What a page shows of what is wrong. */
export function pageErrors(said: readonly SaidError[]): PageErrors {
  const of: Record<string, string> = {};
  for (const { field, message } of said) if (field !== undefined) of[field] ??= message;
  return { summary: said, of };
}
