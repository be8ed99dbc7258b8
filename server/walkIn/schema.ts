import { z } from 'zod';
import { visibleText } from '#server/kernel/schema.ts';

export const firstNameLength = 40;
export const roomLength = 20;

const optionalName = visibleText({
  most: firstNameLength,
  lines: 'one',
  words: { required: 'name-required', tooLong: 'first-name-too-long', notAllowed: 'text-not-allowed' },
});

/** Who walked in: a first name, or nothing for who wants to be called by number. */
export const walkInSchema = z.object({
  /** Names this form, so that sending it twice puts nobody in line twice. */
  id: z.uuid({ error: 'value-invalid' }),
  location: z.string({ error: 'location-unknown' }),
  topic: z.string({ error: 'topic-unknown' }),
  firstName: optionalName.optional(),
});
export type WalkInInput = z.output<typeof walkInSchema>;

/** Where somebody is asked to come, as the screen shows it. */
export const callSchema = z.object({
  room: visibleText({
    most: roomLength,
    lines: 'one',
    words: { required: 'room-required', tooLong: 'room-too-long', notAllowed: 'text-not-allowed' },
  }),
  version: z.coerce.number().int().min(0),
});
export type CallInput = z.output<typeof callSchema>;
