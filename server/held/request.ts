import { z } from 'zod';
import { readPersonalPhone } from '#server/booking/contact.ts';
import { emailSchema } from '#server/booking/schema.ts';
import { tidyContact } from '#server/kernel/schema.ts';

// Messages are the ends of keys in the texts for beheer: `held.error.<message>`.

/** How a beheerder made sure that who asks is whose address or telephone it is. */
export const verifications = ['mail-answered', 'called-back', 'came-by'] as const;

/** A mail address or a telephone, as it is kept. */
export interface Contact {
  kind: 'email' | 'phone';
  /** In small letters, or in E.164. */
  value: string;
}

/** One field for both: whoever asks gives what they have. */
const contactSchema = z
  .string({ error: 'contact-required' })
  .max(1000, { error: 'contact-invalid' })
  .transform(tidyContact)
  .refine((text) => text !== '', { error: 'contact-required' })
  .transform((text, context): Contact => {
    const email = text.includes('@') ? emailSchema.safeParse(text).data : undefined;
    if (email !== undefined) return { kind: 'email', value: email };
    const phone = readPersonalPhone(text);
    if (phone.ok) return { kind: 'phone', value: phone.phone };
    if (text !== '') context.addIssue({ code: 'custom', message: 'contact-invalid' });
    return z.NEVER;
  });

export const findHeldSchema = z.object({
  contact: contactSchema,
  verified: z.enum(verifications, { error: 'verified-required' }),
  /** A first name, where one address is of several people: what is of others is left out. */
  name: z
    .string()
    .max(400)
    .transform((name) => name.trim())
    .default(''),
});
export type FindHeldInput = z.output<typeof findHeldSchema>;
