import { z } from 'zod';
import { readPersonalPhone } from '#server/booking/contact.ts';
import { emailSchema } from '#server/booking/schema.ts';
import { splitName } from '#server/jongeren/names.ts';
import { tidyContact } from '#server/kernel/schema.ts';

// Messages are the ends of keys in the texts for beheer: `held.error.<message>`.

/** How a beheerder made sure that who asks is whose address or telephone it is. */
export const verifications = ['mail-answered', 'called-back', 'came-by', 'showed-id'] as const;

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

const verifiedSchema = z.enum(verifications, { error: 'verified-required' });

/** Of whom all that is kept is read: under a contact, or whom a person chose (`findCandidates`). */
export interface FindHeldInput {
  whose: Contact | { kind: 'jongere'; value: string };
  verified: (typeof verifications)[number];
  /** A first name, where one address is of several people: what is of others is left out. */
  name: string;
}

export const findHeldSchema = z
  .object({
    contact: contactSchema,
    verified: verifiedSchema,
    name: z
      .string()
      .max(400)
      .transform((name) => name.trim())
      .default(''),
  })
  .transform(({ contact, ...rest }): FindHeldInput => ({ whose: contact, ...rest }));

export const findChosenSchema = z
  .object({ jongere: z.uuid({ error: 'jongere-required' }), verified: verifiedSchema })
  .transform(
    ({ jongere, verified }): FindHeldInput => ({
      whose: { kind: 'jongere', value: jongere },
      verified,
      name: '',
    }),
  );

/** A name of more than one word and a date of birth: not enough to know who it is, so a person chooses. */
export const findCandidatesSchema = z.object({
  fullName: z
    .string()
    .max(200, { error: 'full-name-invalid' })
    .transform((text, context) => {
      const parts = splitName(text.trim());
      if (parts !== null) return parts;
      context.addIssue({ code: 'custom', message: 'full-name-invalid' });
      return z.NEVER;
    }),
  birthDate: z.iso.date({ error: 'birth-date-invalid' }),
  verified: verifiedSchema,
});
export type FindCandidatesInput = z.output<typeof findCandidatesSchema>;
