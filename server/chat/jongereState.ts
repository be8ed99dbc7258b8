import type { Services } from '#server/chat/context.ts';
import { dateInAmsterdam, dayMs } from '#server/kernel/time.ts';
import { reopenForMs } from './rules.ts';
import type { CloseReason, JongereState } from './types.ts';

interface StateRow {
  id: string;
  status: JongereState['status'];
  kind: JongereState['kind'];
  lastSeq: number;
  casemanager: string | null;
  delivered: number;
  seen: number;
  closeReason: CloseReason | null;
  closedAt: number | null;
  rated: boolean;
}

/** Reads the state of conversations as their jongeren may see it. */
export async function readJongereStates(
  { sql, clock, roster }: Pick<Services, 'sql' | 'clock' | 'roster'>,
  ids: readonly string[],
): Promise<Map<string, JongereState>> {
  const { settings } = await roster.current();
  const rows = await sql<StateRow[]>`
    select c.id, c.status, c.kind, c.last_seq as "lastSeq", s.first_name as casemanager,
      c.staff_delivered as delivered, c.staff_seen as seen, c.close_reason as "closeReason",
      (extract(epoch from c.closed_at) * 1000)::float8 as "closedAt", c.rating is not null as rated
    from chat_conversations c left join staff s on s.id = c.casemanager_id where c.id = any(${[...ids]}::uuid[])`;
  const now = clock.now();
  return new Map(
    rows.map(({ id, delivered, seen, closedAt, ...row }) => [
      id,
      {
        ...row,
        receipts: { delivered, seen },
        canReopen: row.closeReason === 'silent' && closedAt !== null && closedAt > now - reopenForMs,
        deletedOn: dateInAmsterdam((closedAt ?? now) + settings.chat.retentionDays * dayMs),
      },
    ]),
  );
}
