import { z } from 'zod';
import { meldingStates } from '#db/schema/words.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

const ownSchema = z.object({ id: z.uuid(), state: z.enum(meldingStates), traject: z.uuid() });
type Own = z.output<typeof ownSchema>;

/** A melding of the own school by its id, locked: part of a write. Of another school, unknown and forgotten look the same. */
export async function lockOwn(w: Write<Ctx>, id: string): Promise<{ ok: true; own: Own } | NotFound> {
  const asked = z.uuid().safeParse(id);
  if (!asked.success) return { ok: false, error: 'not-found' };
  const [row] = await w.tx`
    select m.id, m.state, coalesce(t.joined_into_id, t.id) as traject
    from meldingen m join organisations o on o.id = m.organisation_id join trajecten t on t.id = m.traject_id
    where m.id = ${id} and m.wiped_at is null and ${rawScope(w.ctx, 'melding.own.change')}
    for update of m`;
  if (row !== undefined) return { ok: true, own: ownSchema.parse(row) };
  notFound(w.ctx, 'melding.own.change', { kind: 'melding', id });
  return { ok: false, error: 'not-found' };
}
