import { randomUUID } from 'node:crypto';
import { may } from '#server/access/may.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import type { AddLinkInput } from './schema.ts';
import { mostSources } from './timing.ts';

export type AddLinkResult =
  | { ok: true; id: string }
  | { ok: false; error: 'known' | 'too-many' | 'not-https' };

/** Adds a link to a calendar of whoever is signed in, sealed. It is read by `readNow`, or at the next turn of the job. */
export async function addLink(ctx: Ctx, input: AddLinkInput): Promise<AddLinkResult> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  const { link, name, countsTentative, countsAllDay } = input;
  const { hostname, protocol } = new URL(link);
  if (protocol !== 'https:' && !ctx.calendars.reach.mayBePlain(hostname))
    return { ok: false, error: 'not-https' };
  const id = randomUUID();
  const sealed = ctx.seals.seal('calendar', id, link);
  return write<AddLinkResult, Ctx>(ctx, async (w) => {
    // One after another, so that nobody has more than the most.
    await w.tx`select from staff where id = ${me} for update`;
    const others = await w.tx<{ isSame: boolean }[]>`
      select link_hash = ${hashToken(link)} as "isSame" from calendar_sources where casemanager_id = ${me}`;
    if (others.some(({ isSame }) => isSame)) return { ok: false, error: 'known' };
    if (others.length >= mostSources) return { ok: false, error: 'too-many' };
    await w.tx`
      insert into calendar_sources (id, casemanager_id, kind, name, host, sealed, link_hash, counts_tentative,
        counts_all_day, added_at, next_at)
      values (${id}, ${me}, 'link', ${name}, ${hostname}, ${sealed}, ${hashToken(link)}, ${countsTentative},
        ${countsAllDay}, ${w.now}, ${w.now})`;
    w.record({ about: { kind: 'casemanager', id: me }, what: 'calendar-added', details: { source: id } });
    return { ok: true, id };
  });
}
