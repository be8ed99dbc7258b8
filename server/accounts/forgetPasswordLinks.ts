import type { Services } from '#server/kernel/context.ts';

/** Deletes the links that open nothing any more. */
export async function forgetPasswordLinks({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<void> {
  await sql`delete from password_links where expires_at <= ${new Date(clock.now()).toISOString()}`;
}
