import type { Services } from '#server/kernel/context.ts';

const triedMs = 86_400_000;

/** Removes logos that somebody tried and nobody chose. */
export async function forgetLogos({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<void> {
  const before = new Date(clock.now() - triedMs).toISOString();
  await sql`delete from logos where not chosen and uploaded_at < ${before}`;
}
