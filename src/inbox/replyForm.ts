import { z } from 'zod';
import { listReplies, removeReply, saveReply } from '#server/chat/cannedReplies.ts';
import type { Ctx } from '#server/chat/context.ts';
import { replySchema } from '#server/chat/replySchema.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { texts } from '../content/texts.ts';

const t = texts();

const faults = [
  'shortcut-required',
  'shortcut-too-long',
  'shortcut-invalid',
  'reply-required',
  'reply-too-long',
  'text-not-allowed',
  'whose-required',
] as const;

/** The names of the fields of the form, by those of the verb. */
const names = { shortcut: 'woord', body: 'tekst', whose: 'voor' } as const;

/** What stands in the form. */
export interface ReplyFields {
  /** The one to change. */
  id?: string | undefined;
  shortcut: string;
  body: string;
  whose: string;
}

export const freshReply: ReplyFields = { id: undefined, shortcut: '', body: '', whose: 'own' };

/** The form as it stands for the answer that an address asks to change; a fresh one otherwise. */
export async function replyToChange(ctx: Ctx, id: string | null): Promise<ReplyFields> {
  return (await listReplies(ctx)).find((reply) => reply.id === id) ?? freshReply;
}

/** Why an answer was not saved, with the form as it stands then. */
export const replyRefused = z.object({
  ok: z.literal(false),
  fields: z.object({
    id: z.string().optional(),
    shortcut: z.string(),
    body: z.string(),
    whose: z.string(),
  }),
  errors: z.array(z.object({ field: z.string().exactOptional(), message: z.string() })),
});

export type PostedReply =
  | { ok: true; done: 'opgeslagen' | 'verwijderd' }
  | { ok: false; fields: ReplyFields; errors: { field?: string; message: string }[] };

/** Carries out what was posted, or says what is wrong with it. */
export async function postReply(ctx: Ctx, values: FormValues): Promise<PostedReply> {
  const id = typed(values, 'id') || undefined;
  if (id !== undefined && typed(values, 'doe') === 'verwijderen') {
    await removeReply(ctx, id);
    return { ok: true, done: 'verwijderd' };
  }
  const [shortcut = '', body = '', whose = ''] = [names.shortcut, names.body, names.whose].map((name) =>
    typed(values, name),
  );
  const fields = { id, shortcut, body, whose };
  const parsed = replySchema.safeParse(fields);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => {
      const fault = faults.find((one) => one === message);
      if (!fault) throw new Error(`expected a text for the error "${message}"`);
      const name = Object.entries(names).find(([field]) => field === path[0])?.[1];
      return { ...(name && { field: name }), message: t(`inbox.error.${fault}`) };
    });
    return { ok: false, fields, errors };
  }
  const saved = await saveReply(ctx, { ...parsed.data, id });
  if (saved.ok) return { ok: true, done: 'opgeslagen' };
  if (saved.error === 'shortcut-taken')
    return {
      ok: false,
      fields,
      errors: [{ field: names.shortcut, message: t('inbox.error.shortcut-taken') }],
    };
  // What was typed is not lost: it can be saved as a new one.
  return { ok: false, fields: { ...fields, id: undefined }, errors: [{ message: t('inbox.error.gone') }] };
}
