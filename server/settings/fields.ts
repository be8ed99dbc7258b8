import { z } from 'zod';
import { anyText, mailSchema, visibleText } from '#server/kernel/schema.ts';

// Fields of the file that an operator writes. A mistake is told in English, with what was expected.

const words = (most: number) => ({
  required: 'expected text that can be seen',
  tooLong: `expected at most ${most} characters`,
  notAllowed: 'expected text without control characters',
});

/** A text that may be left empty, over more than one line. */
export const textSchema = (most: number) =>
  anyText({ most, lines: 'many', words: words(most), given: z.string() });
/** One line in which something can be seen. */
export const lineSchema = (most: number) =>
  visibleText({ most, lines: 'one', words: words(most), given: z.string() });

export const addressSchema = mailSchema({
  required: 'expected an e-mail address',
  invalid: 'expected an e-mail address',
});

/** A number of the gemeente as people write it, `(070) 353 54 54` or `14070`; it is shown as it stands. */
export const phoneSchema = z
  .string()
  .trim()
  .regex(/^(?=.*[0-9])[0-9 ()+-]{3,20}$/, { error: 'expected a phone number, like "(070) 353 54 54"' });

/** An ISO date. */
export const daySchema = z.iso.date({ error: 'expected a date that exists, like "2026-11-23"' });

export const httpsSchema = z.url({
  protocol: /^https$/,
  error: 'expected an address that begins with https://',
});

/** Days on which the schools are free; they close nothing. */
export const schoolHolidaySchema = z
  .strictObject({ name: lineSchema(100), from: daySchema, until: daySchema })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    error: 'expected the day that it begins, or later',
  });
