import { z } from 'zod';
import type { Language } from '#server/kernel/languages.ts';
import { verdictOrder } from './categories.ts';
import type { Visits } from './visits.ts';

/** What one visitor of the check adds to the figures: that they began, or what came out, from having begun. */
export const checkMoveSchema = z.object({
  from: z.literal('stopped').optional(),
  to: z.enum(verdictOrder),
});
export type CheckMove = z.output<typeof checkMoveSchema>;

/** Counts it, in memory. Only this word came in: no answer, and nothing that says whose it was. */
export function countCheck(
  { visits, language }: { visits: Visits; language: Language },
  move: CheckMove,
): void {
  visits.moved({ subject: 'check', language, ...move });
}
