import { z } from 'zod';
import { readDate } from '#server/kernel/readDate.ts';
import type { ReadIn } from '#server/lists/readIn.ts';
import type { Sent } from '#server/lists/work/steps.ts';
import { fieldErrors, type SaidError, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { texts } from '../content/texts.ts';
import { sayFileFault } from './sayFault.ts';

type T = ReturnType<typeof texts>;

/** What was not done of a form, as it is kept with it. */
export const notDone = z.object({ ok: z.literal(false), status: z.number(), errors: saidErrorsSchema });
export type NotDone = z.output<typeof notDone>;

export const refuse = (status: number, ...errors: SaidError[]): NotDone => ({ ok: false, status, errors });

/** The file or the text of a list in a form; null when there is neither. */
export async function sentIn(values: FormValues): Promise<Sent | null> {
  const { file } = values;
  if (file instanceof File && file.size > 0) return { bytes: await file.bytes(), name: file.name };
  const text = typed(values, 'text') ?? '';
  return text.trim() === '' ? null : { text };
}

/** Longer than what is kept of a form; who pasted more pastes it again. */
const mostKept = 50_000;

/** What of a form is shown again. */
export function keptOf(values: FormValues): FormValues {
  const text = typed(values, 'text') ?? '';
  return { ...values, text: text.length > mostKept ? '' : text };
}

/** Gives what was sent to a verb, or says what is wrong with it. */
export async function giveWith<Input>(
  t: T,
  values: FormValues,
  {
    schema,
    today,
    give,
  }: {
    schema: z.ZodType<Input>;
    today: string;
    give(input: Input, sent: Sent): Promise<ReadIn>;
  },
): Promise<{ ok: true; list: string; repeated: boolean } | NotDone> {
  const asOf = typed(values, 'asOf') ?? '';
  const parsed = schema.safeParse({
    kind: typed(values, 'kind'),
    sender: typed(values, 'sender'),
    asOf: readDate(asOf, today) ?? asOf,
  });
  const sent = await sentIn(values);
  const errors = [
    ...fieldErrors(parsed.error).map(({ field }) => sayWrong(t, field)),
    ...(sent === null ? [{ field: 'file', message: t('lists.error.none') }] : []),
  ];
  if (!parsed.success || sent === null) return refuse(422, ...errors);
  const result = await give(parsed.data, sent);
  if (result.ok) return result;
  if (result.error !== 'invalid') {
    const field = 'text' in sent ? 'text' : 'file';
    return refuse(result.error === 'too-many' ? 429 : 422, { field, message: sayFileFault(t, result) });
  }
  return refuse(
    422,
    ...result.errors.map(({ field, message }) =>
      message === 'date-ahead'
        ? { field: 'asOf', message: t('lists.error.as-of-ahead') }
        : sayWrong(t, field),
    ),
  );
}

function sayWrong(t: T, field: string): SaidError {
  if (field === 'kind') return { field, message: t('lists.error.kind') };
  if (field === 'asOf') return { field, message: t('lists.error.as-of') };
  return field === 'sender'
    ? { field, message: t('lists.error.sender') }
    : { message: t('lists.error.form-broken') };
}
