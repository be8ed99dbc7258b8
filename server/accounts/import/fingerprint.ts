import { createHash } from 'node:crypto';
import type { PlannedRow } from './types.ts';

/** Names a plan, so that what is carried out is what was shown: another text or other accounts give another. */
export const fingerprintOf = (plan: readonly PlannedRow[]): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('hex');
