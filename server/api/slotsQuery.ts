import { z } from '@hono/zod-openapi';
import { modalities } from '#db/schema/words.ts';
import { acrossFields } from '#server/booking/schema.ts';
import { dayMs } from '#server/kernel/time.ts';

const mostDays = 62;

const date = (description: string, example: string) =>
  z.iso.date({ error: 'date-invalid', abort: true }).openapi({ description, example });

/** What GET /slots can be asked; anything else in the query is left alone. */
export const slotsParams = z.object({
  topic: z
    .string({ error: 'topic-required' })
    .openapi({ description: 'id of a topic: it says how long a slot is', example: 'school' }),
  from: date('First date, in Amsterdam', '2026-11-23'),
  to: date('Last date, included; at most 62 days in all', '2026-11-30'),
  location: z.string().optional().openapi({ description: 'id of a location', example: 'centrum' }),
  modality: z
    .enum(modalities, { error: 'modality-unknown' })
    .optional()
    .openapi({ description: 'How to meet', example: 'op-locatie' }),
  casemanager: z.string().optional().openapi({
    description: 'Only times with this casemanager: the word that a private link gives for your own',
    example: 'Zt4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gA',
  }),
});

/** The same, with what one field says about another; whatever else is wrong. */
export const slotsQuery = slotsParams.superRefine(({ from, to }, { addIssue }) => {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  const message = days < 1 ? 'to-before-from' : days > mostDays ? 'range-too-long' : null;
  if (message) addIssue({ code: 'custom', path: ['to'], message });
}, acrossFields);
export type SlotsQuery = z.output<typeof slotsQuery>;
