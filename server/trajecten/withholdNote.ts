import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { lockNote } from './notes.ts';
import type { WithholdInput } from './schema.ts';

/**
 * Says that a note is about somebody else, or holds what was told in confidence: it stays out of what is handed over to the jongere
 * (AVG 15 (4)), with all its versions. Or takes that back.
 */
export async function withholdNote(
  ctx: Ctx,
  id: string,
  { withheld }: WithholdInput,
): Promise<{ ok: true } | NotFound> {
  may(ctx, 'traject.write');
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    const found = await lockNote(w, id);
    if (!found.ok) return found;
    const changed = await w.tx`
      with recursive versions as (
        select id, follows_id from traject_notes where id = ${id}
        union
        select n.id, n.follows_id from traject_notes n join versions v on n.id = v.follows_id or n.follows_id = v.id
      )
      update traject_notes set withheld = ${withheld} where id in (select id from versions) and withheld <> ${withheld}
      returning id`;
    if (changed.length > 0)
      w.record({
        about: { kind: 'traject', id: found.row.id },
        what: withheld ? 'note-withheld' : 'note-disclosed',
      });
    return { ok: true };
  });
}
