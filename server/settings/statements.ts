import { z } from 'zod';
import type { Language } from '#server/kernel/languages.ts';
import { addressSchema, daySchema, httpsSchema, lineSchema, phoneSchema } from './fields.ts';

/** What the public pages of law say of a gemeente: settings, because no two of them have the same. */

/** Who hears complaints about personal data in the Netherlands. */
export const usualAuthority = {
  name: 'Autoriteit Persoonsgegevens',
  url: 'https://www.autoriteitpersoonsgegevens.nl',
};

/** Who answers for personal data (AVG art. 13 lid 1 a en b). */
export const privacySchema = z.strictObject({
  /** The verwerkingsverantwoordelijke: of a gemeente the college van burgemeester en wethouders. */
  controller: z.strictObject({ name: lineSchema(200), address: lineSchema(200), email: addressSchema }),
  /** The functionaris gegevensbescherming, by function and never by name. */
  officer: z.strictObject({ email: addressSchema, phone: phoneSchema.optional() }),
  /** Where a complaint can go. */
  authority: z.strictObject({ name: lineSchema(100), url: httpsSchema }).default(usualAuthority),
});

/** A part that does not meet the requirements, said in each language of the site. */
const exception = z.strictObject({ nl: lineSchema(500), en: lineSchema(500) } satisfies Record<
  Language,
  unknown
>);

const registerUrl = httpsSchema.optional();
/** A status that rests on an examination names its day and its report. */
const examined = { examinedOn: daySchema, reportUrl: httpsSchema, registerUrl };

/**
 * The nalevingsstatus of the toegankelijkheidsverklaring. As the register of Logius says them: A voldoet volledig,
 * B voldoet gedeeltelijk, C eerste maatregelen genomen (an examination within six months), D voldoet niet,
 * E geen verklaring.
 */
export const accessibilitySchema = z.discriminatedUnion(
  'status',
  [
    z.strictObject({ status: z.literal('not-examined') }),
    z.strictObject({ status: z.literal('A'), ...examined }),
    z.strictObject({ status: z.literal('B'), ...examined, exceptions: z.array(exception).min(1).max(50) }),
    z.strictObject({ status: z.literal('C'), examinationBefore: daySchema, registerUrl }),
    z.strictObject({
      status: z.literal('D'),
      registerUrl,
      exceptions: z.array(exception).max(50).default([]),
    }),
    z.strictObject({ status: z.literal('E') }),
  ],
  { error: 'expected one of not-examined, A, B, C, D, E' },
);

/** Who hears of a weak spot in the security (RFC 9116). */
export const securitySchema = z.strictObject({
  /** A `mailto:` or `https:` address; null is the e-mail address of the team. */
  contact: z
    .url({ protocol: /^(https|mailto)$/, error: 'expected an address that begins with https:// or mailto:' })
    .nullable()
    .default(null),
  /** The page that says how a report is dealt with. */
  policy: httpsSchema.nullable().default(null),
});
