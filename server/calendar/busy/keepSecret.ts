import type { Write } from '#server/kernel/write.ts';
import type { CaldavSecret } from './caldav/secret.ts';
import type { Ctx } from './context.ts';

/** Seals a connection by CalDAV anew, and lets it be read again at once; whoever reads it now has the former one. Part of a write. */
export async function keepSecret(
  { ctx, tx, now }: Write<Ctx>,
  id: string,
  secret: CaldavSecret,
): Promise<void> {
  const sealed = ctx.seals.seal('calendar', id, JSON.stringify(secret));
  await tx`
    update calendar_sources
    set sealed = ${sealed}, mark = null, next_at = ${now}, tried_at = null, turn = turn + 1, reading_until = null
    where id = ${id}`;
}
