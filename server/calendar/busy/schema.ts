import { z } from 'zod';
import { anyText, isVisible, tidyContact, visibleText } from '#server/kernel/schema.ts';

// Messages are the ends of keys in the texts of the page: `calendars.error.<message>`.

/** The most characters of a link. */
const linkLength = 2000;

const nameSchema = anyText({
  most: 40,
  lines: 'one',
  words: { required: 'name-too-long', tooLong: 'name-too-long', notAllowed: 'name-not-allowed' },
}).transform((name) => name || null);

/** What of a calendar can count, as boxes that are ticked: one comes as a text, several as a list. */
export const countable = ['tentative', 'all-day'] as const;
const countsSchema = z.preprocess(
  (given) => (given === undefined || given === '' ? [] : [given].flat()),
  z.array(z.enum(countable), { error: 'form-broken' }),
);

/**
 * An address as people copy it. `webcal` is what a calendar opens by itself (https in truth); one without any scheme is taken for
 * https. With a password in it, it would be one more secret that nobody expects here.
 */
const addressSchema = (words: { required: string; invalid: string }) =>
  z
    .string({ error: words.required })
    .max(2 * linkLength, { error: words.invalid })
    .transform((text) => tidyContact(text))
    .refine(isVisible, { error: words.required })
    .transform((text) => text.replace(/^webcals?:/i, 'https:'))
    .transform((text) =>
      /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text) ? text : `https://${text}`,
    )
    .transform((text, { addIssue }) => {
      const url = URL.parse(text);
      if (url && (url.protocol === 'https:' || url.protocol === 'http:') && url.href.length <= linkLength) {
        if (url.username === '' && url.password === '') {
          url.hash = '';
          return url.href;
        }
        addIssue({ code: 'custom', message: 'link-credentials' });
      } else addIssue({ code: 'custom', message: words.invalid });
      return z.NEVER;
    });
const linkSchema = addressSchema({ required: 'link-required', invalid: 'link-invalid' });

const withCounts = <Rest extends { counts: (typeof countable)[number][] }>({ counts, ...rest }: Rest) => ({
  ...rest,
  countsTentative: counts.includes('tentative'),
  countsAllDay: counts.includes('all-day'),
});

export const addLinkSchema = z
  .object({ link: linkSchema, name: nameSchema, counts: countsSchema })
  .transform(withCounts);
export type AddLinkInput = z.output<typeof addLinkSchema>;

export const saveSourceSchema = z.object({ name: nameSchema, counts: countsSchema }).transform(withCounts);
export type SaveSourceInput = z.output<typeof saveSourceSchema>;

/** RFC 7617 2: a name ends at the first colon. */
const userSchema = visibleText({
  most: 200,
  lines: 'one',
  words: { required: 'user-required', tooLong: 'user-not-allowed', notAllowed: 'user-not-allowed' },
}).refine((user) => !user.includes(':'), { error: 'user-not-allowed' });
const passwordSchema = z
  .string({ error: 'password-required' })
  .min(1, { error: 'password-required' })
  .max(500, { error: 'password-not-allowed' })
  .regex(/^\P{Cc}*$/u, { error: 'password-not-allowed' });

export const connectSchema = z.object({
  server: addressSchema({ required: 'server-required', invalid: 'server-invalid' }),
  user: userSchema,
  password: passwordSchema,
  name: nameSchema,
});
export type ConnectInput = z.output<typeof connectSchema>;

export const signInSchema = z.object({ password: passwordSchema });
export type SignInInput = z.output<typeof signInSchema>;

/** Which calendars of a server count, by key; several, one or none are ticked. */
const keysSchema = z.preprocess(
  (given) => (given === undefined || given === '' ? [] : [given].flat()),
  z.array(z.string().max(64)).max(50),
);
export const chooseCalendarsSchema = z.object({
  busy: keysSchema,
  /** The key of the one that afspraken are written into; empty for none. */
  write: z
    .string()
    .max(64)
    .nullish()
    .transform((key) => key || null),
});
export type ChooseCalendarsInput = z.output<typeof chooseCalendarsSchema>;
