import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { graphSecret } from './graph/graphSource.ts';
import { mostSources } from './timing.ts';

export type ConnectGraphResult =
  | { ok: true; id: string }
  | { ok: false; error: 'known' | 'too-many' }
  /** The gemeente did not allow it. */
  | NotFound;

/**
 * Connects the calendar of Microsoft 365 of whoever is signed in: the mailbox of the address of their account, which they cannot
 * choose. It makes them busy from now on; nothing is written into it until they say so.
 */
export async function connectGraph(ctx: Ctx): Promise<ConnectGraphResult> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  if (!ctx.calendars.hasGraph) return { ok: false, error: 'not-found' };
  const id = randomUUID();
  return write<ConnectGraphResult, Ctx>(ctx, async (w) => {
    // One after another, so that nobody has more than the most.
    const [row] = await w.tx`select email from staff where id = ${me} for update`;
    const { email } = z.object({ email: z.string() }).parse(row);
    const others = await w.tx<{ kind: string }[]>`
      select kind from calendar_sources where casemanager_id = ${me}`;
    if (others.some(({ kind }) => kind === 'graph')) return { ok: false, error: 'known' };
    if (others.length >= mostSources) return { ok: false, error: 'too-many' };
    const sealed = ctx.seals.seal('calendar', id, graphSecret(email));
    await w.tx`
      insert into calendar_sources (id, casemanager_id, kind, name, host, sealed, link_hash, counts_tentative,
        counts_all_day, added_at, next_at)
      values (${id}, ${me}, 'graph', null, 'Microsoft 365', ${sealed}, ${hashToken(`graph ${me}`)}, true, true,
        ${w.now}, ${w.now})`;
    w.record({ about: { kind: 'casemanager', id: me }, what: 'calendar-added', details: { source: id } });
    return { ok: true, id };
  });
}
