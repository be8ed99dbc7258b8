import type { Ctx } from '#server/chat/context.ts';
import { leaveQuestion } from '#server/chat/leaveQuestion.ts';
import { questionSchema, startSchema } from '#server/chat/schema.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { fieldErrors, type PageErrors } from '#ui/errors.ts';
import { type FormValues, optional } from '#ui/form.ts';
import { formErrors } from '../booking/errors.ts';

/** What the page of the chat answers to a form that came without scripts. */
export type ChatForm = { kind: 'sent' } | WrongForm;

/** A form to show again. Of a chat it may be right, too: it is only that it cannot go on without scripts. */
export interface WrongForm {
  kind: 'start' | 'question';
  values: FormValues;
  errors: PageErrors;
  refused?: 'blocked' | 'too-many';
}

/** The fields from top to bottom. */
const order = {
  start: ['name', 'topic'],
  question: ['question', 'email', 'phone', 'reachBy', 'name', 'topic'],
};

/**
 * Answers what was posted: a question is left. A chat cannot go on without scripts, so a start is only looked over.
 * Names of fields begin with their form, `start-name`, so that they are the only ones on any page.
 */
export async function answerChatForm(
  ctx: Ctx,
  form: FormValues,
  visitorKey: () => Promise<string>,
): Promise<ChatForm> {
  const values = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name.replace(/^\w+-/, ''), value]),
  );
  const kind = values.form === 'start' ? 'start' : 'question';
  const wrong = (found: readonly FieldError[]): WrongForm => {
    return { kind, values, errors: formErrors(found, order[kind], ctx.language) };
  };
  const about = {
    startKey: values.key,
    language: ctx.language,
    topic: optional(values, 'topic'),
    name: optional(values, 'name'),
  };
  if (kind === 'start') {
    return wrong(fieldErrors(startSchema.omit({ startKey: true }).safeParse(about).error));
  }
  const parsed = questionSchema.safeParse({
    ...about,
    question: values.question ?? '',
    contact: { email: optional(values, 'email'), phone: optional(values, 'phone') },
    reachBy: optional(values, 'reachBy'),
  });
  if (!parsed.success) {
    const found = fieldErrors(parsed.error);
    // The schema looks at this only when all else is right; nobody should hear of it one by one.
    const isMissing = !optional(values, 'email') && !optional(values, 'phone');
    const named = found.some(({ field }) => field === 'contact');
    return wrong(isMissing && !named ? [...found, { field: 'contact', message: 'contact-required' }] : found);
  }
  const result = await leaveQuestion(ctx, parsed.data, { visitorKey: await visitorKey() });
  if (result.ok) return { kind: 'sent' };
  return result.error === 'invalid' ? wrong(result.errors) : { ...wrong([]), refused: result.error };
}
