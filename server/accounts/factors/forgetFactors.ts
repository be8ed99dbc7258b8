import type { Ctx } from '#server/accounts/context.ts';
import { dayMs } from '#server/kernel/time.ts';
import { passwordRequestMs } from './rules.ts';
import { trustedDays } from './trustedDevices.ts';

/** Deletes what signing in left and is over: waiting sign-ins, challenges, codes to write down, devices, requests for a password. */
export async function forgetFactors(ctx: Pick<Ctx, 'sql' | 'clock' | 'roster'>): Promise<void> {
  const { sql, clock } = ctx;
  const now = new Date(clock.now()).toISOString();
  const before = (ms: number) => new Date(clock.now() - ms).toISOString();
  await sql`delete from pending_sign_ins where expires_at <= ${now}`;
  await sql`delete from passkey_challenges where expires_at <= ${now}`;
  await sql`delete from recovery_sheets where expires_at <= ${now}`;
  await sql`delete from trusted_devices where created_at <= ${before((await trustedDays(ctx)) * dayMs)}`;
  await sql`delete from password_requests where asked_at <= ${before(passwordRequestMs)}`;
}
