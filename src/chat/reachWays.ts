import type { AgeGroup, ReachBy } from '#server/booking/schema.ts';

// As in server/booking/schema.ts, which would bring zod along; the types hold them to it.

export const reachWays = ['email', 'bellen', 'bericht'] as const satisfies ReachBy[];
export const ageGroups = ['tot-18', '18-22', '23-26'] as const satisfies AgeGroup[];
