import { and, asc, eq, gte, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { exported } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { TooMany } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { addDays, dateInAmsterdam, dayMs } from '#server/kernel/time.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { feedFile } from './feedFile.ts';
import { daysBack, scheduledColumns, scheduledOf } from './scheduled.ts';

/** Changes with what is written in a feed, so that calendars take it over. */
const form = 1;
/** For so many days a cancelled afspraak stands there as cancelled: a calendar that only adds learns it by that. */
const cancelledDays = 7;
/** Addresses that are none, from one network: with so many somebody guesses, or a calendar asks for one that was renewed. */
const wrongTokens = { name: 'feeds', most: 60, perSeconds: 3600 };

const feedSchema = z.object({
  id: z.uuid(),
  generation: z.number(),
  names: z.boolean(),
  meetingLink: z.string().nullable(),
  isNew: z.boolean(),
});
const digestSchema = z.object({ digest: z.string() });

/** A feed that was found: whether the one that asks has it already is known before it is written. */
export interface Feed {
  ok: true;
  /** The same as long as every letter of it is. */
  version: string;
  read(): Promise<string>;
}

/**
 * The feed of a casemanager by the token of its address: what is booked from four weeks back on, and what was cancelled within
 * a week. Unknown, renewed and ended look the same, and a right token is answered however many wrong ones came from
 * there: programs of many people ask from one network.
 */
export async function openFeed(ctx: Ctx, token: string): Promise<Feed | NotFound | TooMany> {
  may(ctx, 'calendar.feed');
  const today = dateInAmsterdam(ctx.clock.now());
  const feed = looksLikeToken(token) ? await findFeed(ctx, token, today) : null;
  if (!feed) return refuse(ctx);
  const { id, isNew } = feed;
  const roster = await ctx.roster.current();
  const { municipality, email, namesInCalendars } = roster.settings;
  const names = feed.names && namesInCalendars;
  const since = { from: addDays(today, -daysBack), cancelled: ctx.clock.now() - cancelledDays * dayMs };
  const digest = await digestOf(ctx, id, since);
  return {
    ok: true,
    version: hashToken([form, roster.version, ctx.publicUrl, names, digest].join('\n')).slice(0, 22),
    async read() {
      // Once a day, since a program looks each quarter of an hour; what had not changed, it had already.
      if (isNew) await noteRead(ctx, id, today);
      const rows = await ctx.db
        .select(scheduledColumns)
        .from(appointments)
        .where(inFeed(id, since))
        .orderBy(asc(appointments.startsAt), asc(appointments.id));
      const scheduled = rows.map((row) => scheduledOf(row, roster.locations, feed));
      return feedFile(scheduled, { names }, { municipality, email, publicUrl: ctx.publicUrl });
    },
  };
}

interface Since {
  /** A date in Amsterdam. */
  from: string;
  /** Epoch ms. */
  cancelled: number;
}

/** The same as in `digestOf`, for the rows themselves. */
const inFeed = (casemanagerId: string, { from, cancelled }: Since) =>
  and(
    eq(appointments.casemanagerId, casemanagerId),
    gte(appointments.localDate, from),
    isNull(appointments.wipedAt),
    or(
      eq(appointments.status, 'booked'),
      and(eq(appointments.status, 'cancelled'), gte(appointments.cancelledAt, new Date(cancelled))),
    ),
  );

/** One number for which afspraken are in a feed and how each stands, without a look at what stands in them. */
async function digestOf({ sql }: Ctx, casemanagerId: string, { from, cancelled }: Since): Promise<string> {
  const [row] = await sql`
    select concat(count(*), ' ', bit_xor(hashtextextended(id::text, sequence))) as digest from appointments
    where casemanager_id = ${casemanagerId} and local_date >= ${from} and wiped_at is null
      and (status = 'booked' or (status = 'cancelled' and cancelled_at >= ${new Date(cancelled).toISOString()}))`;
  return digestSchema.parse(row).digest;
}

async function findFeed(ctx: Ctx, token: string, today: string) {
  const [row] = await ctx.sql`
    select staff.id, generation, names, meeting_link as "meetingLink", read_on is distinct from ${today}::date as "isNew"
    from staff_calendars join staff on staff.id = staff_id
    where token_hash = ${hashToken(token)} and active and 'casemanager' = any(roles)`;
  if (!row) return null;
  const feed = feedSchema.parse(row);
  // Links made under another secret are over: what we would say again must be what was given.
  return ctx.tokens.make('calendar', feed.id, feed.generation) === token ? feed : null;
}

async function refuse(ctx: Ctx): Promise<NotFound | TooMany> {
  const networks = ctx.actor.kind === 'jongere' ? ctx.actor.networks : null;
  const counted = networks ? await ctx.limits.consumeFrom(networks, wrongTokens) : { ok: true as const };
  return counted.ok
    ? { ok: false, error: 'not-found' }
    : { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
}

/** By Doorstart itself: a program asks, and nobody is signed in. */
async function noteRead(ctx: Ctx, staffId: string, today: string): Promise<void> {
  const noted = await ctx.sql`
    update staff_calendars set read_on = ${today}
    where staff_id = ${staffId} and read_on is distinct from ${today}::date returning staff_id`;
  if (noted.length > 0)
    exported({ ...ctx, actor: { kind: 'system' } }, 'calendar.feed', { kind: 'agenda', id: staffId });
}
