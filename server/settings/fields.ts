import { z } from 'zod';

// Fields of the file that an operator writes. A mistake is told in English, with what was expected.

/** A number of the gemeente as people write it, `(070) 353 54 54` or `14070`; it is shown as it stands. */
export const phoneSchema = z
  .string()
  .regex(/^[0-9 ()+-]{3,20}$/, { error: 'expected a phone number, like "(070) 353 54 54"' });

/** An ISO date. */
export const daySchema = z.iso.date({ error: 'expected a date that exists, like "2026-11-23"' });

export const httpsSchema = z.url({
  protocol: /^https$/,
  error: 'expected an address that begins with https://',
});

/** Days on which the schools are free; they close nothing. */
export const schoolHolidaySchema = z
  .strictObject({ name: z.string().min(1).max(100), from: daySchema, until: daySchema })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    error: 'expected the day that it begins, or later',
  });
