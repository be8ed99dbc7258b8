import { giveTo } from '#server/chat/giveTo.ts';
import { requeue } from '#server/chat/requeue.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

/** Passes on the open chats of somebody who leaves: to the front of the queue, or to a colleague. */
export async function passOnChats(
  w: Write<Ctx>,
  {
    id,
    to,
    colleagues,
  }: { id: string; to: string; colleagues: readonly { id: string; firstName: string }[] },
): Promise<{ ok: true } | { ok: false; error: 'changed' }> {
  const { ctx, tx } = w;
  const colleague = colleagues.find((one) => one.id === to);
  const open = await tx<{ conversation: string; firstName: string }[]>`
    select c.id as conversation, s.first_name as "firstName"
    from chat_conversations c join staff s on s.id = c.casemanager_id
    where c.casemanager_id = ${id} and c.status = 'active' order by c.id`;
  if (open.length > 0 && to !== 'queue' && !colleague) return { ok: false, error: 'changed' };
  for (const { conversation, firstName } of open) {
    if (colleague) await giveTo(w, conversation, { from: id, to: colleague });
    else await requeue(ctx, { conversation, from: { id, firstName }, why: 'lost', where: tx`` });
    w.changed({ messages: [conversation] });
  }
  await tx`delete from chat_presence where staff_id = ${id}`;
  w.changed({ queue: true });
  return { ok: true };
}
