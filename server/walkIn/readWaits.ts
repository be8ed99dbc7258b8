import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { minutesOf } from '#server/slots/wallTime.ts';
import { roundWait, type Wait } from './expectedWait.ts';
import { readAtWork, readTalkMinutes } from './findWaits.ts';
import { walkInUntil, wallMoment } from './places.ts';
import { selectLine } from './selectLine.ts';
import { waitAfter } from './waitsOf.ts';

/** How long somebody waits who would walk in now, and until when they can, `12:00`. */
export interface PublicWait {
  openUntil: string;
  /** `past`: it would be their turn after that. */
  wait: Wait | { kind: 'past' };
}

/** The wait at each location where somebody can walk in at this moment, by its id. About nobody. */
export async function readWaits(ctx: Ctx): Promise<Map<string, PublicWait>> {
  may(ctx, 'walk-in.waits');
  const now = ctx.clock.now();
  const roster = await ctx.roster.current();
  const open = roster.locations.flatMap((location) => {
    const openUntil = walkInUntil(roster, location, now);
    return openUntil === null ? [] : [{ id: location.id, openUntil }];
  });
  if (open.length === 0) return new Map();
  const ids = open.map(({ id }) => id);
  const [rows, atWork, talkMinutes] = await Promise.all([
    selectLine(ctx.sql, { locations: ids, date: dateInAmsterdam(now) }),
    readAtWork(ctx, roster, ids),
    readTalkMinutes(ctx, roster),
  ]);
  return new Map(
    open.map(({ id, openUntil }) => {
      const waiting = rows.filter((row) => row.location === id && row.status === 'waiting');
      const minutes = waitAfter(waiting, atWork.get(id) ?? { freeIn: [], freeShare: 1 }, talkMinutes);
      const isPast = minutes !== null && minutes > minutesOf(openUntil) - minutesOf(wallMoment(now).time);
      return [id, { openUntil, wait: isPast ? { kind: 'past' } : roundWait(minutes) }];
    }),
  );
}
