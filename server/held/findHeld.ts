import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { appointments, referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { exported, type Thing, viewed } from '#server/access/viewed.ts';
import { foldName } from '#server/booking/foldName.ts';
import { write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import type { Ctx } from './context.ts';
import { findJongeren } from './findJongeren.ts';
import { lookUps } from './lookUps.ts';
import { readAppointments } from './readAppointments.ts';
import { readConversations } from './readConversations.ts';
import { readPlaces } from './readPlaces.ts';
import { readReferrals } from './readReferrals.ts';
import type { Contact, FindHeldInput } from './request.ts';
import type { Held } from './types.ts';

export type FindHeldResult =
  | { ok: true; held: Held }
  /** Looked up too often in an hour. */
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/**
 * All that is kept under a mail address or telephone, or of whom a person chose by name and date of birth, to hand over to whose it is
 * (AVG 15). `as` is what it is read for. Each look stands in the history and in the security log, also one that finds nothing; what
 * was found in the audit log, and what was looked up in none.
 */
export async function findHeld(
  ctx: Ctx,
  { whose, verified, name }: FindHeldInput,
  as: 'page' | 'json' | 'text',
): Promise<FindHeldResult> {
  const { staff: me } = may(ctx, 'held.find');
  const counted = await ctx.limits.consume(lookUps, me.id);
  const entry = { action: 'held', object: `contact:${whose.kind}` } as const;
  if (!counted.ok) {
    logSecurity(ctx, { ...entry, result: 'alarm', reason: 'too-many' });
    return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  }
  const { held, shown } = await write<{ held: Held; shown: Thing[] }, Ctx>(ctx, async (w) => {
    const { held: found, things } = await readAll(w.ctx, whose, name);
    w.record({
      about: { kind: 'gemeente' },
      what: 'held-shown',
      details: {
        as,
        verified,
        by: whose.kind,
        appointments: String(found.appointments.length),
        conversations: String(found.conversations.length),
        referrals: String(found.referrals.length),
        places: String(found.places.length),
        jongeren: String(found.jongeren.length),
      },
    });
    return { held: found, shown: things };
  });
  for (const about of shown) {
    if (as === 'page') viewed(ctx, 'held.find', about);
    else exported(ctx, 'held.find', about);
  }
  logSecurity(ctx, { ...entry, result: 'done', reason: verified });
  return { ok: true, held };
}

/** What is kept, of those whose first name is this one where it is given; and which things that are. */
async function readAll(
  ctx: Ctx,
  whose: FindHeldInput['whose'],
  name: string,
): Promise<{ held: Held; things: Thing[] }> {
  const contact = whose.kind === 'jongere' ? null : whose;
  const isTheirs = (given: string | null) =>
    name === '' || given === null || foldName(given) === foldName(name);
  const { settings } = await ctx.roster.current();
  const everybody = await findJongeren(ctx, whose);
  const jongeren = everybody.filter(({ held: { who } }) => who.some(({ firstName }) => isTheirs(firstName)));
  // Of these a casemanager said whose they are.
  const linked = jongeren.flatMap((one) => one.appointments);
  const where = [
    ...(contact ? [ownUnder(contact)] : []),
    ...(linked.length > 0 ? [inArray(appointments.id, linked)] : []),
  ];
  const known = where.length > 0 ? await readAppointments(ctx, or(...where), settings) : [];
  const own = known.filter((one) => linked.includes(one.id) || isTheirs(one.name));
  const chats = await readConversations(
    ctx,
    contact,
    known.map(({ id }) => id),
  );
  const referred = await readReferrals(ctx, {
    contact,
    appointments: [...own, ...jongeren.flatMap((one) => one.referrals.map((referralId) => ({ referralId })))],
  });
  const waits = await readPlaces(ctx, { contact, appointments: own.map(({ id }) => id) });
  const conversations = chats.filter(({ firstName }) => isTheirs(firstName));
  const brought = referred.filter(({ firstName }) => isTheirs(firstName));
  const places = waits.filter((one) => isTheirs(one.name));
  const names = [
    ...known.map((one) => one.name),
    ...chats.map(({ firstName }) => firstName),
    ...referred.map(({ firstName }) => firstName),
    ...waits.map((one) => one.name),
    ...everybody.flatMap(({ held: { who } }) => who.map(({ firstName }) => firstName)),
  ];
  return {
    held: {
      names: different(names),
      appointments: own.map(({ id: _, referralId: __, ...one }) => one),
      conversations: conversations.map(({ id: _, ...one }) => one),
      referrals: brought.map(({ id: _, ...one }) => one),
      places: places.map(({ id: _, ...one }) => one),
      jongeren: jongeren.map((one) => one.held),
    },
    things: [
      ...own.map(({ id }) => ({ kind: 'appointment', id }) as const),
      ...conversations.map(({ id }) => ({ kind: 'conversation', id }) as const),
      ...brought.map(({ id }) => ({ kind: 'referral', id }) as const),
      ...places.map(({ id }) => ({ kind: 'waiting-list', id }) as const),
      ...jongeren.flatMap((one) => one.things),
    ],
  };
}

/** An afspraak under this contact, unless it is that of who referred: of those they brought here it hands over nothing. */
const ownUnder = ({ kind, value }: Contact): SQL | undefined =>
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
