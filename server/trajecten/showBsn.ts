import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import { keepsBsn, openBsn } from '#server/jongeren/bsn.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { SealingCtx } from './context.ts';

const rowSchema = z.object({ id: z.uuid(), sealed: z.string() });

/** The burgerservicenummer of the jongere of a traject, whole: only when somebody asks, and each time in the audit log. */
export async function showBsn(
  ctx: SealingCtx,
  traject: string,
): Promise<{ ok: true; bsn: string } | NotFound> {
  may(ctx, 'jongere.bsn');
  if (!z.uuid().safeParse(traject).success) return { ok: false, error: 'not-found' };
  const { settings } = await ctx.roster.current();
  const [found] = keepsBsn(settings, dateInAmsterdam(ctx.clock.now()))
    ? await ctx.sql`
        select j.id, j.sealed_bsn as sealed
        from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
        where t.id = ${traject} and t.wiped_at is null and j.sealed_bsn is not null and ${rawScope(ctx, 'jongere.bsn')}`
    : [];
  const row = found === undefined ? null : rowSchema.parse(found);
  const bsn = row && openBsn(ctx, row);
  if (row === null || bsn === null) {
    notFound(ctx, 'jongere.bsn', { kind: 'traject', id: traject });
    return { ok: false, error: 'not-found' };
  }
  viewed(ctx, 'jongere.bsn', { kind: 'jongere', id: row.id });
  return { ok: true, bsn };
}
