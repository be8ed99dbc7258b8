import type { TransactionSql } from 'postgres';
import { z } from 'zod';

const rowsSchema = z.array(
  z.object({ id: z.uuid(), team: z.string().nullable(), isCoordinator: z.boolean() }),
);
/** Somebody who helps jongeren, or sees to it that they are helped. */
export type Colleague = z.output<typeof rowsSchema>[number];

/** All casemanagers and coordinators who work here now. */
export async function readColleagues(tx: TransactionSql): Promise<Colleague[]> {
  const rows = await tx`
    select id, team_id::text as team, 'coordinator' = any(roles) as "isCoordinator"
    from staff where active and roles && '{casemanager,coordinator}' order by id`;
  return rowsSchema.parse([...rows]);
}
