import { z } from 'zod';
import { anyText, isVisible, tidyContact } from '#server/kernel/schema.ts';

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
 * A link as people copy it. `webcal` is what a calendar opens by itself (https in truth); one without any scheme is taken for
 * https. With a password in it, it would be one more secret that nobody expects here.
 */
const linkSchema = z
  .string({ error: 'link-required' })
  .max(2 * linkLength, { error: 'link-invalid' })
  .transform((text) => tidyContact(text))
  .refine(isVisible, { error: 'link-required' })
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
    } else addIssue({ code: 'custom', message: 'link-invalid' });
    return z.NEVER;
  });

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
