import { z } from 'zod';
import { requestDecisions, requestKinds } from '#db/schema/words.ts';
import { optionalText, versionSchema } from '#server/kernel/schema.ts';

// What is sent about something that a jongere asks. Messages are keys of the texts of a traject.

const words = { required: 'text-required', tooLong: 'text-too-long', notAllowed: 'text-not-allowed' };

export const askSchema = z.object({
  version: versionSchema,
  kind: z.enum(requestKinds, { error: 'request-required' }),
  askedOn: z.iso.date({ error: 'date-invalid' }),
  said: optionalText({ most: 1000, lines: 'many', words }),
});
export type AskInput = z.output<typeof askSchema>;

export const decideSchema = z
  .object({
    version: versionSchema,
    request: z.uuid(),
    decision: z.enum(requestDecisions, { error: 'decision-required' }),
    /** As the jongere is told. */
    refusal: optionalText({ most: 2000, lines: 'many', words }),
  })
  .refine(({ decision, refusal }) => decision !== 'refused' || refusal !== undefined, {
    path: ['refusal'],
    error: 'reason-required',
  })
  .refine(({ decision, refusal }) => decision === 'refused' || refusal === undefined, {
    path: ['refusal'],
    error: 'refusal-of-upheld',
  });
export type DecideInput = z.output<typeof decideSchema>;
