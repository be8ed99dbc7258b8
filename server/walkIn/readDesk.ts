import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readAtWork, readTalkMinutes } from './findWaits.ts';
import { placesInScope, walkInIsOver, walkInUntil } from './places.ts';
import { walkInState } from './rules.ts';
import { type LineRow, selectLine } from './selectLine.ts';
import type { Desk, WalkIn } from './types.ts';
import { waitsOf } from './waitsOf.ts';

const roomSchema = z.object({ room: z.string() });

/** The desk of whoever is signed in: the locations of their team, and the line of the one that is asked for, else of the first. */
export async function readDesk(ctx: Ctx, asked: string | undefined): Promise<Desk> {
  const { staff: me } = may(ctx, 'walk-in.read');
  const now = ctx.clock.now();
  const date = dateInAmsterdam(now);
  const roster = await ctx.roster.current();
  const places = placesInScope(ctx, 'walk-in.read', roster);
  const open = places.find((one) => walkInUntil(roster, one, now) !== null);
  const location = places.find(({ id }) => id === asked) ?? open ?? places[0];
  const all = await selectLine(ctx.sql, { locations: places.map(({ id }) => id), date, andLeft: true });
  const rows = all.filter((row) => row.date === date);
  const waits = (row: LineRow) => row.status === 'waiting';
  const named = places.map(({ id, name }) => {
    return { id, name, waiting: rows.filter((row) => row.location === id && waits(row)).length };
  });
  if (!location) return { places: named, line: null, room: null };

  viewed(ctx, 'walk-in.read', { kind: 'walk-ins' });
  const [atWork, minutesOf, [last]] = await Promise.all([
    readAtWork(ctx, roster, [location.id]),
    readTalkMinutes(ctx, roster),
    ctx.sql`select room from walk_ins where called_by = ${me.id} and local_date = ${date} order by called_at desc limit 1`,
  ]);
  const here = rows.filter((row) => row.location === location.id);
  const waiting = here.filter(waits);
  const { each, next } = waitsOf(waiting, atWork.get(location.id) ?? { freeIn: [], freeShare: 1 }, minutesOf);
  const ours = peopleInScope(ctx, 'appointment.outcome', roster.casemanagers);
  const shown = (row: LineRow): WalkIn => ({
    ...row,
    topic: roster.topics.find(({ id }) => id === row.topic)?.label[ctx.language] ?? row.topic,
    state: walkInState(row, now),
    appointment: row.appointment?.id ?? null,
    isOurs: ours.some(({ id }) => id === row.appointment?.casemanager),
    wait: each[waiting.indexOf(row)] ?? null,
  });
  const today = here.map(shown);
  return {
    places: named,
    line: {
      location,
      openUntil: walkInUntil(roster, location, now),
      isOver: walkInIsOver(roster, location, now),
      left: all
        .filter((row) => row.location === location.id && row.date < date)
        .map(({ id, number, version, arrivedAt }) => ({ id, number, version, arrivedAt })),
      waiting: today.filter(({ state }) => state === 'waiting'),
      called: today.filter(({ state }) => state === 'called'),
      gone: today.filter(({ state }) => state !== 'waiting' && state !== 'called').reverse(),
      next,
    },
    room: last ? roomSchema.parse(last).room : null,
  };
}
