import { z } from 'zod';
import { visibleText } from '#server/kernel/schema.ts';
import { messageLength } from './rules.ts';

// Messages are the ends of keys in the texts for staff: `inbox.error.<message>`.

export const shortcutLength = 30;

/** The shortcut to type after a slash: `/Welkom` is `welkom`. */
const shortcutSchema = z
  .string({ error: 'shortcut-required' })
  .transform((text) => text.trim().replace(/^\/+/, '').toLowerCase())
  .refine((word) => word !== '', { error: 'shortcut-required', abort: true })
  .refine((word) => word.length <= shortcutLength, { error: 'shortcut-too-long', abort: true })
  .refine((word) => /^[a-z0-9][a-z0-9-]*$/.test(word), { error: 'shortcut-invalid' });

const replyBodySchema = visibleText({
  most: messageLength,
  lines: 'many',
  words: { required: 'reply-required', tooLong: 'reply-too-long', notAllowed: 'text-not-allowed' },
});

/** A canned reply, for oneself or for the whole team. */
export const replySchema = z.object({
  shortcut: shortcutSchema,
  body: replyBodySchema,
  whose: z.enum(['own', 'team'], { error: 'whose-required' }),
});
export type ReplyInput = z.output<typeof replySchema>;
