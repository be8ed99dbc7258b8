import { z } from 'zod';
import { roles } from '#db/schema/words.ts';

/** Rows of the list: what each who works here may, and how they get in. */
export const rightsRowsSchema = z.array(
  z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    organisation: z.string(),
    /** Null for who is in no team. */
    team: z.string().nullable(),
    roles: z.array(z.enum(roles)),
    hasFactor: z.boolean(),
    /** With a password, at the provider of single sign-on, either, or not yet. */
    wayIn: z.enum(['password', 'sso', 'both', 'none']),
    /** The last use of a session that is still there, in epoch ms. */
    lastSeen: z.number().nullable(),
    /** When they were invited or came back, as far as the history tells, in epoch ms. */
    since: z.number().nullable(),
  }),
);
export type RightsRow = z.output<typeof rightsRowsSchema>[number];

/** A list as it was signed. */
export interface Signed {
  id: string;
  /** `2026-Q4` */
  quarter: string;
  /** Epoch ms. */
  signedAt: number;
  /** The name of who signed, as it is now. */
  signedBy: string;
  /** Nobody else could have signed. */
  alone: boolean;
  rows: RightsRow[];
  /** The SHA-256 of the rows: two who compare it saw the same list. */
  hash: string;
}
