import { z } from 'zod';
import { webhookKinds } from '#db/schema/words.ts';
import { anyText } from '#server/kernel/schema.ts';

// Messages are the ends of keys of texts: `webhooks.error.<message>`.

export const webhookSchema = z.object({
  organisation: z.uuid({ error: 'organisation' }),
  name: anyText({
    most: 80,
    lines: 'one',
    words: { required: 'name', tooLong: 'name', notAllowed: 'name' },
  }).refine((name) => name !== '', { error: 'name' }),
  url: z
    .string({ error: 'url' })
    .trim()
    .max(500, { error: 'url' })
    .pipe(z.url({ protocol: /^https?$/, error: 'url' })),
  /** One box that is ticked comes as a text, several as a list. */
  kinds: z
    .preprocess(
      (given) => (typeof given === 'string' ? [given] : given),
      z.array(z.enum(webhookKinds), { error: 'kinds' }).min(1, { error: 'kinds' }),
    )
    .transform((given) => webhookKinds.filter((kind) => given.includes(kind))),
  oin: z
    .union([z.literal('').transform(() => null), z.string().regex(/^\d{20}$/)], { error: 'oin' })
    .default(null),
});
export type WebhookInput = z.output<typeof webhookSchema>;
