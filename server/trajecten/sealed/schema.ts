import { z } from 'zod';
import { visibleText } from '#server/kernel/schema.ts';
import { codeDigits, readCode } from './rules.ts';

// What is sent from a sealed page. Messages are keys of `server/kernel/texts`.

const text = (required: string, most: number, lines: 'one' | 'many' = 'one') =>
  visibleText({ most, lines, words: { required, tooLong: 'text-too-long', notAllowed: 'text-not-allowed' } });

/** The code as it was told; spaces and dashes between its digits do not count. */
export const codeSchema = z.object({
  code: z
    .string({ error: 'sealed-code-required' })
    .max(100, { error: 'sealed-code-required' })
    .transform(readCode)
    .refine((code) => code.length === codeDigits, { error: 'sealed-code-required' }),
});
export type CodeInput = z.output<typeof codeSchema>;

const byWhom = {
  name: text('sealed-name-required', 120),
  function: text('sealed-function-required', 120),
};

export const acceptSealedSchema = codeSchema.extend(byWhom);
export type AcceptSealedInput = z.output<typeof acceptSealedSchema>;

export const refuseSealedSchema = codeSchema.extend({
  ...byWhom,
  refusal: text('sealed-refusal-required', 500, 'many'),
});
export type RefuseSealedInput = z.output<typeof refuseSealedSchema>;
