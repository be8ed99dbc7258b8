import { z } from 'zod';
import {
  emailSchema,
  languageSchema,
  nameLength,
  phoneSchema,
  reachBySchema,
} from '#server/booking/schema.ts';
import { optionalText, visibleText } from '#server/kernel/schema.ts';

// Who a jongere is, as it is typed or sent. Messages are keys of `server/kernel/texts`.

const notAllowed = 'text-not-allowed';
const line = (most: number, required: string, tooLong = 'text-too-long') =>
  visibleText({ most, lines: 'one', words: { required, tooLong, notAllowed } });
const optionalLine = (most: number) =>
  optionalText({ most, lines: 'one', words: { required: notAllowed, tooLong: 'text-too-long', notAllowed } });

/** A date of birth; whether it can be is looked at with today beside, by whoever takes in a melding. */
const birthDateSchema = z.iso.date({ error: 'birth-date-invalid' });

/** Whom a melding can be about: younger than 10 or older than this is a mistake in a date. */
export const ages = { youngest: 10, oldest: 30 };

export const jongereFields = {
  firstName: line(nameLength, 'first-name-required', 'name-too-long'),
  infix: optionalLine(20),
  lastName: line(nameLength, 'last-name-required', 'name-too-long'),
  birthDate: birthDateSchema,
  residence: optionalLine(80),
  secretAddress: z.boolean().default(false),
  address: optionalLine(200),
  email: emailSchema.optional(),
  phone: phoneSchema.optional(),
  reachBy: reachBySchema.optional(),
  reachNote: optionalLine(200),
  language: languageSchema.optional(),
  interpreter: optionalLine(40),
};

export const jongereSchema = z.object(jongereFields);
export type JongereInput = z.output<typeof jongereSchema>;
