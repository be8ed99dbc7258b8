import { z } from 'zod';
import type { Services } from '#server/kernel/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { type FormOwner, type TypedForm, typedFormMs, typedFormSchema } from './typedForm.ts';

const rowSchema = z.object({ content: z.string().transform((text): unknown => JSON.parse(text)) });

/** What was typed, by its word, for its owner and its page alone; null when it is unknown, too old or another's. */
export async function findForm(
  { sql, clock }: Pick<Services, 'sql' | 'clock'>,
  { sessionId, appointmentId, path }: FormOwner,
  word: string,
): Promise<TypedForm | null> {
  const since = new Date(clock.now() - typedFormMs).toISOString();
  const [row] = await sql`
    select content from typed_forms
    where id_hash = ${hashToken(word)} and path = ${path} and kept_at > ${since}
      and session_id is not distinct from ${sessionId} and appointment_id is not distinct from ${appointmentId}`;
  // What another release kept may be of another kind: then there is nothing to show again.
  return row === undefined ? null : (typedFormSchema.safeParse(rowSchema.parse(row).content).data ?? null);
}
