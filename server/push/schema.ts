import { z } from 'zod';
import { pushLevels } from '#db/schema/words.ts';

const bytesOf = (text: string) => Buffer.from(text, 'base64url');

/** What a browser gives when it lets us tell it things (W3C Push API, `PushSubscription.toJSON`). */
export const subscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  /** An uncompressed point of P-256. */
  p256dh: z
    .string()
    .regex(/^[\w-]{87}$/)
    .refine((text) => bytesOf(text)[0] === 4),
  auth: z.string().regex(/^[\w-]{22}$/),
});
export type SubscriptionInput = z.output<typeof subscriptionSchema>;

export const levelSchema = z.object({ level: z.enum(pushLevels, { error: 'level-required' }) });
export type LevelInput = z.output<typeof levelSchema>;
