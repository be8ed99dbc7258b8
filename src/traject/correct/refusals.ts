import { z } from 'zod';
import { refusedAs, refusedInvalid } from '#ui/refusals.ts';

/** Why a correction was not made. */
export const notCorrected = z.union([
  refusedInvalid,
  refusedAs('not-found', 'changed', 'number-taken', 'decided-already'),
]);
export type NotCorrected = z.infer<typeof notCorrected>;
