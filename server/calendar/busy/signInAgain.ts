import type { CalendarFault } from '#db/schema/calendarWords.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findCalendars } from './caldav/findCalendars.ts';
import type { Ctx } from './context.ts';
import { keepSecret } from './keepSecret.ts';
import { openSecret } from './openSecret.ts';
import type { SignInInput } from './schema.ts';

export type SignInAgainResult =
  | { ok: true }
  | { ok: false; error: 'refused'; fault: CalendarFault }
  | NotFound;

const patienceMs = 25_000;

/** Signs in to an own server of calendars with another password, and sees again which calendars there are. */
export async function signInAgain(
  ctx: Ctx,
  id: string,
  { password }: SignInInput,
): Promise<SignInAgainResult> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  const known = await openSecret(ctx, { id, casemanagerId: me });
  if (known === null) return { ok: false, error: 'not-found' };
  const { server, user } = known;
  const signal = AbortSignal.timeout(patienceMs);
  const found = await findCalendars(ctx.calendars.reach, { server, user, password }, signal);
  if (!found.ok) return { ok: false, error: 'refused', fault: found.fault };
  return write<SignInAgainResult, Ctx>(ctx, async (w) => {
    // As it is by now: meanwhile they may have chosen others.
    const secret = await openSecret(w.ctx, { id, casemanagerId: me });
    if (secret === null) return { ok: false, error: 'not-found' };
    const { busy } = secret;
    const there = found.calendars.map(({ url }) => url);
    const still = busy.filter((url) => there.includes(url));
    await keepSecret(w, id, {
      ...secret,
      server,
      user,
      password,
      calendars: found.calendars,
      // A server that moved has none of them where it was: then all count, as at the first time.
      busy: busy.length > 0 && still.length === 0 ? there : still,
    });
    await w.tx`update calendar_writers set next_at = ${w.now}, look_at = ${w.now} where source_id = ${id}`;
    w.record({ about: { kind: 'casemanager', id: me }, what: 'calendar-saved', details: { source: id } });
    return { ok: true };
  });
}
