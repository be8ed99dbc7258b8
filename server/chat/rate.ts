import type { Services } from '#server/chat/context.ts';
import { rateFigures } from './figures.ts';
import type { RatingInput } from './schema.ts';

/** Stores the rating of a closed conversation; a later rating replaces an earlier one. */
export async function rate(
  { sql, bus }: Pick<Services, 'sql' | 'bus'>,
  conversation: string,
  { face, line }: RatingInput,
): Promise<{ ok: true } | { ok: false; error: 'not-open' }> {
  const kept = await sql.begin(async (tx) => {
    const rows = await tx`
      update chat_conversations set rating = ${face}, rating_line = ${line || null}
      where id = ${conversation} and status = 'closed' returning id`;
    if (rows.length > 0) await rateFigures(tx, conversation, face);
    return rows.length > 0;
  });
  if (!kept) return { ok: false, error: 'not-open' };
  bus.say({ conversations: [conversation], queue: true });
  return { ok: true };
}
