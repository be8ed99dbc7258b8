/** What a form sent: a text, or something else where a text was due (a file, two values for one field). */
export type FormValues = Readonly<Record<string, unknown>>;

/**
 * The fields of a posted form for a zod schema to judge. Null when the body is no form at all, or a broken one:
 * answer 400.
 */
export async function readForm(request: Request): Promise<FormValues | null> {
  try {
    return formValues(await request.formData());
  } catch {
    return null;
  }
}

/**
 * A field with one value is that value, one with several a list, which no schema here takes. Lynx sends the value of a
 * pressed button once for every button of the form with that name and value: it is one value all the same.
 * One pass: asking the form for each name again takes seconds where somebody sends thousands.
 */
export function formValues(form: FormData): FormValues {
  const values = new Map<string, Set<FormDataEntryValue>>();
  for (const [name, value] of form) {
    const before = values.get(name);
    if (before) before.add(value);
    else values.set(name, new Set([value]));
  }
  return Object.fromEntries(
    [...values].map(([name, different]) => {
      const all = [...different];
      return [name, all.length === 1 ? all[0] : all];
    }),
  );
}

/** The text of a field to show again; nothing when it was not one text. */
export function typed(values: FormValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** A field that may stay empty: nothing but white space is as if it was not sent. */
export function optional(values: FormValues, name: string): unknown {
  const value = values[name];
  return typeof value === 'string' && value.trim() === '' ? undefined : value;
}
