import type { Services } from '#server/kernel/context.ts';

/** Deletes the links that open nothing any more; not an invitation that nobody took, which a beheerder has to see. */
export async function forgetPasswordLinks({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<void> {
  await sql`
    delete from password_links using staff
    where staff.id = staff_id and expires_at <= ${new Date(clock.now()).toISOString()}
      and (kind <> 'invitation' or password_hash is not null)`;
}
