import { randomUUID } from 'node:crypto';
import type { CalendarFault } from '#db/schema/calendarWords.ts';
import { may } from '#server/access/may.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { findCalendars } from './caldav/findCalendars.ts';
import type { CaldavSecret } from './caldav/secret.ts';
import type { Ctx } from './context.ts';
import type { ConnectInput } from './schema.ts';
import { mostSources } from './timing.ts';

export type ConnectResult =
  | { ok: true; id: string }
  | { ok: false; error: 'known' | 'too-many' | 'not-https' }
  /** The server says no, or is none. */
  | { ok: false; error: 'refused'; fault: CalendarFault };

const patienceMs = 25_000;

/**
 * Signs in to a server of calendars (CalDAV) for whoever is signed in, and keeps what it needs for that, sealed. All calendars
 * there make them busy from now on, until they choose; none is written into.
 */
export async function connect(ctx: Ctx, input: ConnectInput): Promise<ConnectResult> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  const { server, user, password, name } = input;
  const { hostname, protocol } = new URL(server);
  if (protocol !== 'https:' && !ctx.calendars.reach.mayBePlain(hostname))
    return { ok: false, error: 'not-https' };
  const signIn = { server, user, password };
  const found = await findCalendars(ctx.calendars.reach, signIn, AbortSignal.timeout(patienceMs));
  if (!found.ok) return { ok: false, error: 'refused', fault: found.fault };
  const { calendars } = found;
  const id = randomUUID();
  const secret: CaldavSecret = {
    server,
    user,
    password,
    calendars,
    busy: calendars.map(({ url }) => url),
    write: null,
  };
  const sealed = ctx.seals.seal('calendar', id, JSON.stringify(secret));
  const hash = hashToken(`${server}\n${user}`);
  return write<ConnectResult, Ctx>(ctx, async (w) => {
    // One after another, so that nobody has more than the most.
    await w.tx`select from staff where id = ${me} for update`;
    const others = await w.tx<{ isSame: boolean }[]>`
      select link_hash = ${hash} as "isSame" from calendar_sources where casemanager_id = ${me}`;
    if (others.some(({ isSame }) => isSame)) return { ok: false, error: 'known' };
    if (others.length >= mostSources) return { ok: false, error: 'too-many' };
    await w.tx`
      insert into calendar_sources (id, casemanager_id, kind, name, host, sealed, link_hash, counts_tentative,
        counts_all_day, added_at, next_at)
      values (${id}, ${me}, 'caldav', ${name}, ${hostname}, ${sealed}, ${hash}, true, true, ${w.now}, ${w.now})`;
    w.record({ about: { kind: 'casemanager', id: me }, what: 'calendar-added', details: { source: id } });
    return { ok: true, id };
  });
}
