import type { Write, WriteCtx } from '#server/kernel/write.ts';

/**
 * Ends what somebody got in with, since their password, factors or rights changed: sessions, and with them streams and sockets
 * in all processes (migration 0012), sign-ins under way, and devices in which no factor was asked. `but` is the id of a session
 * that goes on. After the row of the account, as all do who write these. Answers how many sessions ended.
 */
export async function endAccess(
  w: Write<WriteCtx>,
  staffId: string,
  but: string | null = null,
): Promise<number> {
  await w.tx`delete from pending_sign_ins where staff_id = ${staffId}`;
  await w.tx`delete from trusted_devices where staff_id = ${staffId}`;
  const ended = await w.tx`
    delete from sessions where user_id = ${staffId} and id is distinct from ${but} returning id`;
  return ended.length;
}
