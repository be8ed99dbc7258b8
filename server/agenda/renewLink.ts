import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { tell } from '#server/booking/tell.ts';
import { inLanguage, type Language } from '#server/kernel/languages.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { renewPlaceLink } from '#server/waitingList/renewPlaceLink.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';

/**
 * Makes a new private link and invalidates the old one at once. Returns its address, which is not stored: `readLink` derives it
 * again from the generation. The sequence grows too, because a calendar file holds the link, and only a higher sequence
 * replaces an entry with the old link.
 * Of two simultaneous calls the first has the valid link; the other is told `changed`.
 */
export async function renewLink(
  ctx: Ctx,
  id: string,
  { version }: { version?: number | undefined } = {},
): Promise<
  { ok: true; url: string; generation: number } | NotFound | Changed | { ok: false; error: 'wiped' }
> {
  may(ctx, 'appointment.renew-link');
  const found = await findOfTeam(ctx, 'appointment.renew-link', id);
  if (!found.ok) return found;
  const { appointment, row } = found;
  if (!canStill('renew-link', appointment, ctx.clock.now())) return { ok: false, error: 'wiped' };
  if (version !== undefined && version !== row.sequence) return { ok: false, error: 'changed' };
  const generation = row.generation + 1;
  const token = ctx.tokens.make('appointment', id, generation);
  const renewed = await write(ctx, async (w) => {
    const rows = await w.tx`
      update appointments
      set generation = ${generation}, token_hash = ${hashToken(token)}, sequence = sequence + 1
      where id = ${id} and generation = ${row.generation} and wiped_at is null
      returning id`;
    if (rows.length === 0) return false;
    await renewPlaceLink(w, id);
    w.record({ about: { kind: 'appointment', id }, what: 'link-renewed' });
    await tell(w, id, 'link-renewed');
    w.changed({ agenda: [row.casemanagerId] });
    return true;
  });
  if (!renewed) return { ok: false, error: 'changed' };
  return { ok: true, url: addressOf(ctx, row, generation), generation };
}

/** The address of a private link that was just made; null once there is a newer one, or nobody to give it to. */
export async function readLink(
  ctx: Ctx,
  id: string,
  { generation }: { generation: number },
): Promise<string | null> {
  may(ctx, 'appointment.renew-link');
  const found = await findOfTeam(ctx, 'appointment.renew-link', id);
  if (!found.ok || found.row.wipedAt || found.row.generation !== generation) return null;
  viewed(ctx, 'appointment.renew-link', { kind: 'appointment', id });
  return addressOf(ctx, found.row, generation);
}

function addressOf(ctx: Ctx, row: { id: string; language: Language }, generation: number): string {
  const token = ctx.tokens.make('appointment', row.id, generation);
  return `${ctx.publicUrl}${inLanguage(row.language, `/mijn-afspraak/${token}`)}`;
}
