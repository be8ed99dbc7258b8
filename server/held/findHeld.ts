import { and, eq, sql } from 'drizzle-orm';
import { appointments, referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { exported, type Thing, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { foldName } from '#server/booking/foldName.ts';
import type { Limit } from '#server/kernel/limits/limits.ts';
import { write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { readAppointments } from './readAppointments.ts';
import { readConversations } from './readConversations.ts';
import { readPlaces } from './readPlaces.ts';
import { readReferrals } from './readReferrals.ts';
import type { FindHeldInput } from './request.ts';
import type { Held } from './types.ts';

/** Whoever answers a request looks a few times; who fishes for who comes here looks often. */
const looks: Limit = { name: 'held', most: 30, perSeconds: 3600 };

export type FindHeldResult =
  | { ok: true; held: Held }
  /** Looked up too often in an hour. */
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/**
 * All that is kept under a mail address or telephone, to hand over to whose it is (AVG 15). `as` is what it is read for. Each
 * look stands in the history and in the security log, also one that finds nothing; what was found in the audit log, and what
 * was looked up in none.
 */
export async function findHeld(
  ctx: Ctx,
  { contact, verified, name }: FindHeldInput,
  as: 'page' | 'json',
): Promise<FindHeldResult> {
  const { staff: me } = may(ctx, 'held.find');
  const counted = await ctx.limits.consume(looks, me.id);
  const entry = { action: 'held', object: `contact:${contact.kind}` } as const;
  if (!counted.ok) {
    logSecurity(ctx, { ...entry, result: 'alarm', reason: 'too-many' });
    return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  }
  const { settings } = await ctx.roster.current();
  const { held, shown } = await write(ctx, async (w): Promise<{ held: Held; shown: Thing[] }> => {
    const known = await readAppointments(w.ctx, ownUnder(contact), settings);
    const chats = await readConversations(
      w.ctx,
      contact,
      known.map(({ id }) => id),
    );
    const isTheirs = (given: string | null) =>
      name === '' || given === null || foldName(given) === foldName(name);
    const referred = await readReferrals(w.ctx, {
      contact,
      appointments: known.filter((one) => isTheirs(one.name)),
    });
    const places = await readPlaces(w.ctx, {
      contact,
      appointments: known.flatMap(({ id, name: given }) => (isTheirs(given) ? [id] : [])),
    });
    const names = [
      ...known.map((one) => one.name),
      ...chats.map(({ firstName }) => firstName),
      ...referred.map(({ firstName }) => firstName),
      ...places.map((one) => one.name),
    ];
    const found: Held = {
      names: different(names),
      appointments: known.flatMap(({ id: _, referralId: __, ...one }) => (isTheirs(one.name) ? [one] : [])),
      conversations: chats.flatMap(({ id: _, ...one }) => (isTheirs(one.firstName) ? [one] : [])),
      referrals: referred.flatMap(({ id: _, ...one }) => (isTheirs(one.firstName) ? [one] : [])),
      places: places.flatMap(({ id: _, ...one }) => (isTheirs(one.name) ? [one] : [])),
    };
    w.record({
      about: { kind: 'gemeente' },
      what: 'held-shown',
      details: {
        as,
        verified,
        by: contact.kind,
        appointments: String(found.appointments.length),
        conversations: String(found.conversations.length),
        referrals: String(found.referrals.length),
        places: String(found.places.length),
      },
    });
    const shown: Thing[] = [
      ...known.flatMap(({ id, name: given }) =>
        isTheirs(given) ? [{ kind: 'appointment', id } as const] : [],
      ),
      ...chats.flatMap(({ id, firstName }) =>
        isTheirs(firstName) ? [{ kind: 'conversation', id } as const] : [],
      ),
      ...referred.flatMap(({ id, firstName }) =>
        isTheirs(firstName) ? [{ kind: 'referral', id } as const] : [],
      ),
      ...places.flatMap(({ id, name: given }) =>
        isTheirs(given) ? [{ kind: 'waiting-list', id } as const] : [],
      ),
    ];
    return { held: found, shown };
  });
  for (const about of shown) {
    if (as === 'json') exported(ctx, 'held.find', about);
    else viewed(ctx, 'held.find', about);
  }
  logSecurity(ctx, { ...entry, result: 'done', reason: verified });
  return { ok: true, held };
}

/** An afspraak under this contact, unless it is that of who referred: of those they brought here it hands over nothing. */
const ownUnder = ({ kind, value }: FindHeldInput['contact']) =>
  and(
    eq(appointments[kind], value),
    sql`not exists (select from ${referrals} where ${referrals.id} = ${appointments.referralId}
      and ${referrals.contactOf} = 'jongerenwerker' and ${referrals[kind]} = ${value})`,
  );

/** Each name once, however it was written, as it was first. */
function different(names: readonly (string | null)[]): string[] {
  const once = new Map<string, string>();
  for (const name of names) if (name !== null && !once.has(foldName(name))) once.set(foldName(name), name);
  return [...once.values()];
}
