import type { Sql } from 'postgres';
import type { NoticeKind } from '#server/kernel/outbox.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import type { Outgoing } from './types.ts';

/** What a message says and what its receiver knows then (null where that does not count), why it says nothing, or that it waits: for who has its afspraak, or until an instant (ISO 8601). */
export type Decided = { id: string } & (
  | { kind: NoticeKind; told: Record<string, unknown> | null }
  | { drop: string }
  | { wait: true }
  | { until: string }
);

/** What was decided of one message: what goes out, or only that nothing is to be said now. */
export type Decision = {
  decided: Decided;
  outgoing?: Outgoing;
  /** From this instant on (epoch ms) it would come too late; null or left out where it never does. */
  until?: number | null;
};

/** After so long without an answer a message counts as not sent: the process that had it is gone. */
export const lostAfterMs = 5 * 60_000;

/** After so long a message of which the afspraak was held by somebody else is looked at again. */
const heldUpMs = 5000;

/** Marks messages as under way, as not needed, or as not yet to be decided. */
export async function markDecided({ tx, now }: Write<Ctx>, decisions: readonly Decided[]): Promise<void> {
  const lostAt = new Date(Date.parse(now) + lostAfterMs).toISOString();
  const dropped = decisions.filter((one) => 'drop' in one);
  const sent = decisions.filter((one) => 'told' in one);
  const waiting = decisions.filter((one) => 'wait' in one).map(({ id }) => id);
  const later = decisions.filter((one) => 'until' in one);
  if (dropped.length > 0) {
    await tx`
      update outbox set state = 'dropped', reason = one.drop, settled_at = ${now}, next_at = null
      from jsonb_to_recordset(${JSON.stringify(dropped)}::text::jsonb) one (id uuid, drop text)
      where outbox.id = one.id`;
  }
  if (sent.length > 0) {
    await tx`
      update outbox set state = 'sending', kind = one.kind, told = one.told, attempts = attempts + 1, sent_at = ${now},
        next_at = ${lostAt}, reason = null
      from jsonb_to_recordset(${JSON.stringify(sent)}::text::jsonb) one (id uuid, kind text, told jsonb)
      where outbox.id = one.id`;
  }
  if (later.length > 0) {
    await tx`
      update outbox set next_at = one.until,
        state = case when state = 'sending' then 'temporary-failure' else state end
      from jsonb_to_recordset(${JSON.stringify(later)}::text::jsonb) one (id uuid, until timestamptz)
      where outbox.id = one.id`;
  }
  if (waiting.length > 0) {
    const soon = new Date(Date.parse(now) + heldUpMs).toISOString();
    await tx`update outbox set next_at = ${soon} where id = any(${waiting}::uuid[])`;
  }
}

/** How the sending of a message ended; `attempt` is which time it was, `attempts` how many count. */
export interface Settled {
  id: string;
  attempt: number;
  attempts: number;
  state: 'delivered' | 'sending' | 'temporary-failure' | 'permanent-failure';
  /** Epoch ms; null when nothing is to be done any more. */
  nextAt: number | null;
  providerId: string | null;
  reason: string | null;
}

/** Writes down how messages went; one that was taken for lost meanwhile is left to who has it now. */
export async function settle(sql: Sql, at: number, settled: readonly Settled[]): Promise<void> {
  const rows = settled.map((one) => ({
    ...one,
    nextAt: one.nextAt === null ? null : new Date(one.nextAt).toISOString(),
  }));
  await sql`
    update outbox set state = one.state, next_at = one."nextAt", reason = one.reason, attempts = one.attempts,
      provider_id = coalesce(one."providerId", provider_id),
      settled_at = case when one.state in ('delivered', 'permanent-failure') then ${new Date(at).toISOString()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      one (id uuid, attempt int, attempts smallint, state text, "nextAt" timestamptz, "providerId" text, reason text)
    where outbox.id = one.id and outbox.state = 'sending' and outbox.attempts = one.attempt`;
}
