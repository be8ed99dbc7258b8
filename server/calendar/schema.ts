import { z } from 'zod';

/** What a casemanager wants in their own calendar beside when and where. */
export const ownCalendarsSchema = z.object({
  /** That the jongere is named. */
  names: z.boolean(),
  /** Each change by mail as well, as an invitation. */
  invitations: z.boolean(),
});
export type OwnCalendarsInput = z.output<typeof ownCalendarsSchema>;
