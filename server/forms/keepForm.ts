import { randomBytes } from 'node:crypto';
import type { Services } from '#server/kernel/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { FormOwner, TypedForm } from './typedForm.ts';

/** Of one owner, so that nobody fills the table; further back than this nobody goes. */
const mostKept = 20;

/** Keeps what was typed for its owner. Answers the word under which `findForm` finds it: 128 random bits. */
export async function keepForm(
  { sql, clock }: Pick<Services, 'sql' | 'clock'>,
  owner: FormOwner,
  form: TypedForm,
): Promise<string> {
  const word = randomBytes(16).toString('base64url');
  const { sessionId, appointmentId, path } = owner;
  const now = new Date(clock.now()).toISOString();
  await sql`
    with standing as (
      select from sessions where id = ${sessionId} for key share
    ), kept as (
      insert into typed_forms (id_hash, session_id, appointment_id, path, content, kept_at)
      select ${hashToken(word)}, ${sessionId}, ${appointmentId}::uuid, ${path}, ${JSON.stringify(form)},
        ${now}::timestamptz
      -- Who signs out at the same moment has nothing to come back to.
      where ${sessionId}::text is null or exists (select from standing)
    )
    delete from typed_forms where id_hash in (
      select id_hash from typed_forms
      where session_id is not distinct from ${sessionId}
        and (${sessionId}::text is not null or appointment_id = ${appointmentId}::uuid)
      order by kept_at desc
      offset ${mostKept - 1}
    )`;
  return word;
}
