import type { Write, WriteCtx } from '#server/kernel/write.ts';

/**
 * Takes away all with which somebody signs in beside the provider: a password, links to set one, and second factors that are
 * asked here. Part of a write, after the row of the account is locked.
 */
export async function dropPassword(w: Write<WriteCtx>, staffId: string): Promise<void> {
  await w.tx`update staff set password_hash = null where id = ${staffId}`;
  await w.tx`delete from password_links where staff_id = ${staffId}`;
  await w.tx`delete from password_requests where staff_id = ${staffId}`;
  await w.tx`delete from pending_sign_ins where staff_id = ${staffId}`;
  await w.tx`delete from trusted_devices where staff_id = ${staffId}`;
  await w.tx`delete from recovery_sheets where staff_id = ${staffId}`;
  await w.tx`delete from recovery_codes where staff_id = ${staffId}`;
  await w.tx`delete from sign_in_factors where staff_id = ${staffId}`;
}
