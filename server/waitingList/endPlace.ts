import type { Write, WriteCtx } from '#server/kernel/write.ts';
import type { WaitingEnd } from './types.ts';

/** Somebody waits no more: nothing of who they are stays. False when they did not wait any more. */
export async function endPlace(w: Write<WriteCtx>, id: string, why: WaitingEnd): Promise<boolean> {
  const rows = await w.tx`
    update waiting_list
    set ended_at = ${w.now}, end_reason = ${why}, name = null, email = null, phone = null, age_group = null, version = version + 1
    where id = ${id} and ended_at is null
    returning id`;
  if (rows.length === 0) return false;
  const what = why === 'accepted' ? 'accepted' : 'ended';
  w.record({ about: { kind: 'waiting-list', id }, what, details: { why } });
  return true;
}
