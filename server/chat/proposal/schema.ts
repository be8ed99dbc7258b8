import { z } from 'zod';
import { emailSchema, nameLength, phoneSchema, reachBySchema } from '#server/booking/schema.ts';
import { anyText, visibleText } from '#server/kernel/schema.ts';
import { reachNoteLength, referralAges } from '#server/referral/schema.ts';
import { toldLength } from './rules.ts';

// What a jongere sends who agrees to a proposal. Messages are keys of `server/kernel/texts`.

const text = (most: number, tooLong: string) =>
  anyText({
    most,
    lines: 'many',
    words: { required: 'text-not-allowed', tooLong, notAllowed: 'text-not-allowed' },
  })
    .transform((typed) => (typed === '' ? undefined : typed.normalize('NFC')))
    .optional();

/** The jongere agrees: who they are, how they are reached, and what is told. */
export const agreeSchema = z.object({
  firstName: visibleText({
    most: nameLength,
    lines: 'one',
    words: { required: 'name-required', tooLong: 'name-too-long', notAllowed: 'text-not-allowed' },
  }),
  contact: z
    .object({ email: emailSchema.optional(), phone: phoneSchema.optional() }, { error: 'contact-required' })
    .refine(({ email, phone }) => email !== undefined || phone !== undefined, { error: 'contact-required' }),
  reachBy: reachBySchema.optional(),
  reachNote: text(reachNoteLength, 'reach-note-too-long'),
  ageGroup: z.enum(referralAges, { error: 'age-group-required' }),
  told: text(toldLength, 'note-too-long'),
  consent: z.literal(true, { error: 'own-consent-required' }),
  consentVersion: z.string({ error: 'own-consent-required' }).max(64, { error: 'own-consent-required' }),
});
export type AgreeInput = z.output<typeof agreeSchema>;
