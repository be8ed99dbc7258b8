import { z } from 'zod';
import { listKinds, rowExplanations } from '#db/schema/words.ts';
import { optionalText, versionSchema } from '#server/kernel/schema.ts';
import { listFields } from './fields.ts';

// What is sent about a list. Messages are keys of `server/kernel/texts`.

const words = { required: 'text-required', tooLong: 'text-too-long', notAllowed: 'text-not-allowed' };

/** What stands for the name of a file where a list was pasted. */
export const pastedName = '–';

/** What kind of list it is, and the day that it tells about (ISO). */
export const givenListSchema = z.object({
  kind: z.enum(listKinds, { error: 'list-kind-required' }),
  asOf: z.iso.date({ error: 'date-invalid' }),
});
export type GivenList = z.output<typeof givenListSchema>;

export const aboutListSchema = givenListSchema.extend({ sender: z.uuid({ error: 'sender-required' }) });
export type AboutList = z.output<typeof aboutListSchema>;

/** What each column is, in their order; null for one that is not used. */
export const columnsSchema = z.object({
  version: versionSchema,
  fields: z.array(z.enum(listFields).nullable()).max(100),
  /** The first row is no row: it names the columns, in words that are none of ours. */
  firstNames: z.boolean().default(false),
});
export type ColumnsInput = z.output<typeof columnsSchema>;

/** What stands in some cells of a row instead, by the place of their column. */
export const mendSchema = z.object({
  row: z.int(),
  cells: z.array(z.object({ column: z.int().min(0).max(99), text: z.string().max(2000) })).max(100),
});
export type MendInput = z.output<typeof mendSchema>;

/** Who a row is about: somebody known, somebody new, who another row is about; or it is left out, or taken back. */
export const decideSchema = z.object({
  row: z.int(),
  who: z.union([
    z.object({ is: z.literal('known'), id: z.uuid() }),
    z.object({ is: z.literal('new') }),
    z.object({ is: z.literal('row'), row: z.int() }),
    z.object({ is: z.literal('left-out') }),
    z.object({ is: z.literal('back') }),
  ]),
});
export type DecideInput = z.output<typeof decideSchema>;

/** Why some rows need nothing of us; null takes that back. */
export const explainSchema = z.object({
  rows: z.array(z.int()).min(1, { error: 'nothing-chosen' }).max(200),
  explanation: z.enum(rowExplanations, { error: 'explanation-required' }).nullable(),
  note: optionalText({ most: 300, lines: 'one', words }),
});
export type ExplainInput = z.output<typeof explainSchema>;
