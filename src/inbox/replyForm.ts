import { z } from 'zod';
import { listReplies, removeReply, saveReply } from '#server/chat/cannedReplies.ts';
import type { Ctx } from '#server/chat/context.ts';
import { replySchema } from '#server/chat/replySchema.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { texts } from '../content/texts.ts';

/** What stands in the form. */
export interface ReplyFields {
  /** The one to change. */
  id?: string | undefined;
  shortcut: string;
  body: string;
  whose: string;
}

const freshReply: ReplyFields = { id: undefined, shortcut: '', body: '', whose: 'own' };

/** The form as it stands for the answer that an address asks to change; a fresh one otherwise. */
export async function replyToChange(ctx: Ctx, id: string | null): Promise<ReplyFields> {
  return (await listReplies(ctx)).find((reply) => reply.id === id) ?? freshReply;
}

/** Why an answer was not saved. */
export const replyRefused = z.discriminatedUnion('error', [
  refusedInvalid,
  refusedAs('not-found', 'shortcut-taken'),
]);
type Refusal = z.output<typeof replyRefused>;

/** The form as it was sent. One that was removed meanwhile can be saved as a new one. */
export function sentReply(values: FormValues, refusal: Refusal | undefined): ReplyFields {
  const [shortcut = '', body = '', whose = ''] = ['shortcut', 'body', 'whose'].map((name) =>
    typed(values, name),
  );
  const id = refusal?.error === 'not-found' ? undefined : idIn(values);
  return { id, shortcut, body, whose };
}

const idIn = (values: FormValues) => typed(values, 'id') || undefined;

type Posted = { ok: true; done: 'saved' | 'removed' } | Refusal;

/** Saves or removes the answer that was posted. */
export async function postReply(ctx: Ctx, values: FormValues): Promise<Posted> {
  const id = idIn(values);
  if (id !== undefined && typed(values, 'action') === 'remove') {
    await removeReply(ctx, id);
    return { ok: true, done: 'removed' };
  }
  const saved = await attempt(replySchema, values, (input) => saveReply(ctx, { ...input, id }));
  return saved.ok ? { ok: true, done: 'saved' } : saved;
}

const words = [
  'shortcut-required',
  'shortcut-too-long',
  'shortcut-invalid',
  'shortcut-taken',
  'reply-required',
  'reply-too-long',
  'text-not-allowed',
  'whose-required',
] as const;

/** Why an answer was not saved, in words and in the order of the form. */
export function replyErrors(refusal: Refusal | undefined): PageErrors {
  const t = texts();
  if (!refusal) return pageErrors([]);
  if (refusal.error === 'not-found') return pageErrors([{ message: t('inbox.error.gone') }]);
  const errors =
    refusal.error === 'invalid' ? refusal.errors : [{ field: 'shortcut', message: refusal.error }];
  const say = (message: string) => {
    const word = words.find((one) => one === message);
    if (!word) throw new Error(`expected a text for the error "${message}"`);
    return t(`inbox.error.${word}`);
  };
  return pageErrors(sayErrors(errors, { fields: ['shortcut', 'body', 'whose'], say }));
}
