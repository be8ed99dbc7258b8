import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type Write, type WriteCtx, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { endAccess } from './endAccess.ts';
import { takeFactors } from './factors/resetFactors.ts';
import { isLastManager } from './lastManager.ts';
import { logOutcome } from './logAccount.ts';
import { type StillOpen, stillOpen } from './stillOpen.ts';

export type EndPersonResult =
  | { ok: true }
  /** Oneself, the last who can manage, or nobody who works here. */
  | { ok: false; error: 'oneself' | 'last-manager' | 'unknown' }
  | ({ ok: false; error: 'still-open' } & StillOpen);

/**
 * Ends the account of somebody who leaves: they are out at once, also in open sockets and streams of every process. Not while
 * a jongere still counts on them.
 */
export async function endPerson(ctx: Ctx, id: string): Promise<EndPersonResult> {
  const { staff: me } = may(ctx, 'people.save');
  if (id === me.id) return { ok: false, error: 'oneself' };
  const result = await write(ctx, async (w): Promise<EndPersonResult> => {
    // No booking comes in between the count and the end.
    await lockRoster(w.tx);
    await stillMay(w, 'people.save');
    if (await isLastManager(w, id)) return { ok: false, error: 'last-manager' };
    const open = await stillOpen(w, id);
    if (open) return { ok: false, error: 'still-open', ...open };
    const ended = await w.tx`update staff set active = false where id = ${id} and active returning id`;
    if (ended.length === 0) return { ok: false, error: 'unknown' };
    await takeWaysIn(w, id);
    w.record({ about: { kind: 'casemanager', id }, what: 'account-ended' });
    w.changed({ roster: true });
    return { ok: true };
  });
  return logOutcome(ctx, id, 'ended', result);
}

/** Takes away all with which somebody who leaves could come back: who is restored begins anew. Part of a write. */
export async function takeWaysIn(w: Write<WriteCtx>, id: string): Promise<void> {
  await takeFactors(w, id);
  await endAccess(w, id);
  await w.tx`delete from password_links where staff_id = ${id}`;
  await w.tx`delete from sso_links where staff_id = ${id}`;
  // After the link: nobody who is linked has a password that they may not keep.
  await w.tx`update staff set keeps_password = false where id = ${id} and keeps_password`;
  await w.tx`delete from password_requests where staff_id = ${id}`;
}
