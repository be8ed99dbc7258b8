import type { Services } from '#server/kernel/context.ts';
import { typedFormMs } from './typedForm.ts';

/** Removes what was typed too long ago to come back to. */
export async function forgetForms({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<void> {
  await sql`delete from typed_forms where kept_at <= ${new Date(clock.now() - typedFormMs).toISOString()}`;
}
