import { type WriteCtx, write } from '#server/kernel/write.ts';
import { rateFigures } from './figures.ts';
import type { RatingInput } from './schema.ts';

/** Stores the rating of a closed conversation; a later rating replaces an earlier one. */
export function rate(
  ctx: WriteCtx,
  conversation: string,
  { face, line }: RatingInput,
): Promise<{ ok: true } | { ok: false; error: 'not-open' }> {
  return write(ctx, async ({ tx, record, changed }) => {
    const rows = await tx`
      update chat_conversations set rating = ${face}, rating_line = ${line || null}
      where id = ${conversation} and status = 'closed' returning id`;
    if (rows.length === 0) return { ok: false, error: 'not-open' };
    await rateFigures(tx, conversation, face);
    record({ about: { kind: 'conversation', id: conversation }, what: 'rated' });
    changed({ conversations: [conversation], queue: true });
    return { ok: true };
  });
}
