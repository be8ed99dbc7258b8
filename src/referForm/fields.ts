import type { FieldError } from '#server/kernel/fieldError.ts';
import { reachFaults } from '#server/referral/referWithoutAccount.ts';
import { referByFormSchema } from '#server/referral/schema.ts';
import { fieldErrors } from '#ui/errors.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';
import { judge, needFields, nameOf as ofJongere, toInput, whatFields, whoFields } from '../street/fields.ts';

// What the form for professionals without an account holds, and how it goes to the verb.

const fromFields = ['fromName', 'fromOrganisation', 'fromEmail', 'fromPhone'] as const;

/** From top to bottom, without what the jongere agrees to: that is asked once all of it can be read. */
export const formFields = [...fromFields, ...whoFields, ...whatFields, ...needFields] as const;
export type FormField = (typeof formFields)[number];
export type FormTexts = Partial<Record<FormField, string>>;

/** What was typed, to show again whatever is wrong with it. */
export const typedTexts = (values: FormValues): FormTexts =>
  Object.fromEntries(
    formFields.flatMap((name) => {
      const value = typed(values, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

const fromNames: Readonly<Record<string, FormField>> = {
  from: 'fromName',
  'from.name': 'fromName',
  'from.organisation': 'fromOrganisation',
  'from.email': 'fromEmail',
  'from.phone': 'fromPhone',
};

/** What the verb calls a field, as the page does. */
export const nameOf = (field: string): string => fromNames[field] ?? ofJongere(field);

const fromOf = (values: FormValues) => ({
  name: values.fromName ?? '',
  organisation: values.fromOrganisation ?? '',
  email: optional(values, 'fromEmail'),
  phone: optional(values, 'fromPhone'),
});

/** What was typed as the verb takes it; not judged yet. */
export const toFormInput = (values: FormValues) => ({ ...toInput(values), from: fromOf(values) });

const fromSchema = referByFormSchema.pick({ from: true });

/** All that is wrong so far, by the fields of the page. */
export function judgeForm(values: FormValues): FieldError[] {
  const { data, error } = fromSchema.safeParse({ from: fromOf(values) });
  const ofFrom = [...fieldErrors(error), ...(data ? reachFaults(data.from) : [])];
  return [...ofFrom.map(({ field, message }) => ({ field: nameOf(field), message })), ...judge(values)];
}
