import { z } from 'zod';
import { may, stillMay } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import type { Location } from '#server/roster/types.ts';
import type { Wait } from './expectedWait.ts';
import { readAtWork, readTalkMinutes } from './findWaits.ts';
import { walkInUntil } from './places.ts';
import { isShownAsCalled, walkInState } from './rules.ts';
import { selectLine } from './selectLine.ts';
import { waitsOf } from './waitsOf.ts';

// The screen of a waiting room opens by a link with a secret, without a session. Who has the link sees what everybody in that
// room sees, and nothing else.

/** One line of the screen: a first name, or a number where none was given. */
export interface OnScreen {
  number: number;
  firstName: string | null;
}

export interface Screen {
  location: Location;
  /** Who is called, the latest first, and to which room. */
  called: (OnScreen & { room: string; calledAt: number })[];
  /** Who waits, the next turn first. */
  waiting: (OnScreen & { wait: Wait })[];
  /** How long somebody waits who would come in now. */
  next: Wait;
  openUntil: string | null;
}

const screenSchema = z.object({ location: z.string(), generation: z.number() });

/** The id of the location of which a link is the screen; null for one that is unknown or was ended. */
export async function findScreen(ctx: Pick<Ctx, 'sql' | 'tokens'>, token: string): Promise<string | null> {
  if (!looksLikeToken(token)) return null;
  const [row] = await ctx.sql`
    select location_id as location, generation from waiting_screens where token_hash = ${hashToken(token)}`;
  if (!row) return null;
  const { location, generation } = screenSchema.parse(row);
  return ctx.tokens.make('screen', location, generation) === token ? location : null;
}

/** What the screen of a waiting room shows, by the token of its link. */
export async function readScreen(ctx: Ctx, token: string): Promise<{ ok: true; screen: Screen } | NotFound> {
  may(ctx, 'walk-in.screen');
  const id = await findScreen(ctx, token);
  const roster = await ctx.roster.current();
  const location = roster.locations.find((one) => one.id === id && one.active);
  if (!location) return { ok: false, error: 'not-found' };
  const now = ctx.clock.now();
  const [rows, atWork, minutesOf] = await Promise.all([
    selectLine(ctx.sql, { locations: [location.id], date: dateInAmsterdam(now) }),
    readAtWork(ctx, roster, [location.id]),
    readTalkMinutes(ctx, roster),
  ]);
  const waiting = rows.filter(({ status }) => status === 'waiting');
  const { each, next } = waitsOf(waiting, atWork.get(location.id) ?? { freeIn: [], freeShare: 1 }, minutesOf);
  const called = rows.flatMap((row) => {
    const { number, firstName, room, calledAt } = row;
    const shows = walkInState(row, now) === 'called' && isShownAsCalled(calledAt, now);
    return shows && room !== null && calledAt !== null ? [{ number, firstName, room, calledAt }] : [];
  });
  return {
    ok: true,
    screen: {
      location,
      called: called.sort((a, b) => b.calledAt - a.calledAt),
      waiting: waiting.map(({ number, firstName }, index) => ({
        number,
        firstName,
        wait: each[index] ?? { kind: 'unknown' },
      })),
      next,
      openUntil: walkInUntil(roster, location, now),
    },
  };
}

const generationSchema = z.object({ generation: z.number() });

/** The token of the screen of a location, for a beheerder who hangs it up; null when there is none. */
export async function readScreenLink(ctx: Ctx, location: string): Promise<string | null> {
  may(ctx, 'screen.read');
  const [row] = await ctx.sql`
    select generation from waiting_screens where location_id = ${location} and token_hash is not null`;
  if (!row) return null;
  viewed(ctx, 'screen.read', { kind: 'configuration' });
  return ctx.tokens.make('screen', location, generationSchema.parse(row).generation);
}

/** Makes a link for the screen of a location. The one of before ends. */
export async function makeScreenLink(ctx: Ctx, location: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'screen.save');
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    await stillMay(w, 'screen.save');
    const [known] = await w.tx`select id from locations where id = ${location} for share`;
    if (!known) return { ok: false, error: 'not-found' };
    const [row] = await w.tx`
      insert into waiting_screens (location_id, generation, made_at) values (${location}, 1, ${w.now}::timestamptz)
      on conflict (location_id) do update set generation = waiting_screens.generation + 1, made_at = excluded.made_at
      returning generation`;
    const { generation } = generationSchema.parse(row);
    const hash = hashToken(ctx.tokens.make('screen', location, generation));
    await w.tx`update waiting_screens set token_hash = ${hash} where location_id = ${location}`;
    w.record({ about: { kind: 'gemeente' }, what: 'screen-link-made', details: { location } });
    w.changed({ lines: [location] });
    return { ok: true };
  });
}

/** Ends the link of the screen of a location: it opens nothing any more. */
export async function endScreenLink(ctx: Ctx, location: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'screen.save');
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    await stillMay(w, 'screen.save');
    const rows = await w.tx`
      update waiting_screens set token_hash = null
      where location_id = ${location} and token_hash is not null returning location_id`;
    if (rows.length === 0) return { ok: false, error: 'not-found' };
    w.record({ about: { kind: 'gemeente' }, what: 'screen-link-ended', details: { location } });
    w.changed({ lines: [location] });
    return { ok: true };
  });
}
