import { may, stillMay } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { countReasons } from './readFailed.ts';
import { groupOf } from './reasons.ts';
import type { SendAgainInput } from './schema.ts';

/** At once: what an outage of a day leaves, and no more than goes out within minutes. */
const most = 500;

/**
 * Makes messages that did not come due again: one, or the newest of one reason, 500 at most. Whether there is still something to
 * tell is decided when each is sent, as always: what is over by then, or was told otherwise, is not sent.
 */
export async function sendAgain(
  ctx: Ctx,
  input: SendAgainInput,
): Promise<{ ok: true; count: number } | NotFound> {
  may(ctx, 'message.send-again');
  return write<{ ok: true; count: number } | NotFound, Ctx>(ctx, async (w) => {
    await stillMay(w, 'message.send-again');
    const which =
      'id' in input
        ? w.tx`id = ${input.id}`
        : w.tx`reason = any(${(await countReasons(w.ctx.sql)).flatMap(({ reason }) => (reason !== null && groupOf(reason) === input.group ? [reason] : []))})`;
    // Made anew: the days for which it is tried begin again.
    const rows = await w.tx`
      update outbox set state = 'created', created_at = ${w.now}, next_at = ${w.now}, settled_at = null, reason = null, attempts = 0
      where id in (
        select id from outbox where state = 'permanent-failure' and ${which}
        order by settled_at desc, id limit ${most} for update skip locked)
      returning id`;
    if (rows.length === 0) return w.undo({ ok: false, error: 'not-found' });
    w.record({
      about: { kind: 'gemeente' },
      what: 'messages-sent-again',
      details: {
        count: String(rows.length),
        ...('id' in input ? { message: input.id } : { reason: input.group }),
      },
    });
    return { ok: true, count: rows.length };
  });
}
