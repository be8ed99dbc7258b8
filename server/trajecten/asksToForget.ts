import type { Fragment, Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import type { meldingKinds } from '#db/schema/words.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

// Of who asked to be forgotten (AVG 17), until somebody decides: what is still done for them, and what waits. Decision 0092.

/** The jongere asked to be forgotten: that is decided first. */
export type AskedToForget = { ok: false; error: 'asked-to-forget' };
export const askedToForget: AskedToForget = { ok: false, error: 'asked-to-forget' };

/** For whom something can still be written: the team, which decides, and the jongere, who is told. */
export const isForWhoDecides = (audience: string): boolean => audience === 'team' || audience === 'jongere';

/**
 * Whether such a request of a jongere waits, also of who was taken for somebody else; `jongere` is a column or a value. It begins at the
 * requests that wait, which are few.
 */
export const askingToForget = (sql: Sql | TransactionSql, jongere: Fragment): Fragment => sql`exists (
  select from jongere_requests q join jongeren a on a.id = q.jongere_id
  where q.kind = 'forget' and q.decided_at is null and ${jongere} in (a.id, a.joined_into_id))`;

/** The same of one jongere. Part of a write that locked their traject. */
export async function asksToForget({ tx }: Write<Ctx>, jongere: string): Promise<boolean> {
  const rows = await tx`select where ${askingToForget(tx, tx`${jongere}::uuid`)}`;
  return rows.length > 0;
}

const idsSchema = z.array(z.object({ id: z.uuid() }));

/** Nobody else gets anything new of them: links of invitations open nothing, and what is offered is taken back. */
export async function holdBack(w: Write<Ctx>, jongere: string, by: string): Promise<void> {
  const theirs = w.tx`(select id from trajecten where jongere_id = ${jongere})`;
  const invited = await w.tx`
    update traject_invitations set ended_at = ${w.now}, ended_why = 'withdrawn'
    where ended_at is null and traject_id in ${theirs} returning traject_id as id`;
  const offered = await w.tx`
    update handovers set state = 'withdrawn', settled_at = ${w.now}, settled_by = ${by}
    where state = 'offered' and traject_id in ${theirs} returning traject_id as id`;
  for (const { id } of idsSchema.parse([...invited]))
    w.record({ about: { kind: 'traject', id }, what: 'invitation-withdrawn' });
  for (const { id } of idsSchema.parse([...offered]))
    w.record({ about: { kind: 'traject', id }, what: 'handover-withdrawn' });
}

/** What a law makes a school report, whatever the jongere asked: Leerplichtwet 1969 21 and 22; WEB 8.1.8 and 8.1.8a. */
const byLaw: readonly (typeof meldingKinds)[number][] = ['v3', 'lrv', 'rmc', 'uit', 'abs'];
export const isByLaw = (kind: (typeof meldingKinds)[number]): boolean => byLaw.includes(kind);
