import { z } from 'zod';
import { reasonGroups } from './reasons.ts';

/** Which messages go out again: one, or those of a reason. */
export const sendAgainSchema = z.union([
  z.strictObject({ id: z.uuid() }),
  z.strictObject({ group: z.enum(reasonGroups) }),
]);
export type SendAgainInput = z.output<typeof sendAgainSchema>;
