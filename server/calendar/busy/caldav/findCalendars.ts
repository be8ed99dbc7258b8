import { createAccount, fetchCalendars } from 'tsdav';
import { z } from 'zod';
import type { Reach } from '#server/outgoing/reach.ts';
import { type Failure, failureOf, Stopped } from '../fault.ts';
import { type Dav, davFetch, type Fetch } from './davFetch.ts';
import type { FoundCalendar, SignIn } from './secret.ts';

const mostCalendars = 50;
const mostName = 100;

/**
 * The calendars that a server has for somebody, from wherever the way to them begins: its own address, that of their account or of
 * one calendar (RFC 6764, RFC 4791 6.2).
 */
export async function findCalendars(
  reach: Reach,
  signIn: SignIn,
  signal: AbortSignal,
): Promise<{ ok: true; calendars: FoundCalendar[] } | Failure> {
  const dav = davFetch(reach, signIn, signal);
  /** The way there is tried from several addresses, and the library says of none what was wrong: the first refusal counts. */
  let refused: unknown = null;
  const fetch: Fetch = async (input, init) => {
    try {
      return await dav.ask(input, init);
    } catch (error) {
      const isWrongPassword = error instanceof Stopped && error.fault === 'sign-in';
      if (refused === null || isWrongPassword) refused = error;
      throw error;
    }
  };
  try {
    const calendars = await find({ ...dav, ask: fetch }, signIn.server);
    if (calendars.length === 0) return { ok: false, fault: 'no-calendar' };
    return { ok: true, calendars };
  } catch (error) {
    if (refused !== null) return failureOf(refused, signal);
    // The library found no way to the calendars in what the server answered.
    if (error instanceof Error && !('code' in error) && !signal.aborted)
      return { ok: false, fault: 'no-calendar' };
    return failureOf(error, signal);
  }
}

async function find({ ask }: Dav, server: string): Promise<FoundCalendar[]> {
  const account = await createAccount({
    account: { serverUrl: server, accountType: 'caldav' },
    fetch: ask,
  });
  const found = await fetchCalendars({
    account,
    props: {
      'd:displayname': {},
      'd:resourcetype': {},
      'c:supported-calendar-component-set': {},
      'd:current-user-privilege-set': {},
    },
    projectedProps: { currentUserPrivilegeSet: true },
    fetch: ask,
  });
  return found
    .filter(({ components }) => !components?.length || components.includes('VEVENT'))
    .slice(0, mostCalendars)
    .map(({ url, displayName, projectedProps }) => ({
      url,
      name: nameOf(displayName, url),
      mayWrite: mayWrite(projectedProps?.currentUserPrivilegeSet),
    }));
}

/** What their owner calls it, else the end of its address. */
function nameOf(displayName: unknown, url: string): string {
  const said = z.union([z.string(), z.number(), z.boolean()]).safeParse(displayName);
  const name = said.success
    ? String(said.data)
        .replaceAll(/\p{Cc}+/gu, ' ')
        .trim()
    : '';
  const end = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? url;
  return (name || end).slice(0, mostName);
}

const privileges = z.object({
  privilege: z.preprocess((one) => [one].flat(), z.array(z.record(z.string(), z.unknown()))),
});

/** RFC 3744 5.4. A server that says nothing lets somebody write into their own calendar. */
function mayWrite(said: unknown): boolean {
  const known = privileges.safeParse(said);
  if (!known.success) return true;
  return known.data.privilege.some(
    (one) => 'write' in one || 'writeContent' in one || 'all' in one || 'bind' in one,
  );
}
