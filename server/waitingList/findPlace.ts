import { and, desc, eq, isNull, ne } from 'drizzle-orm';
import { appointments, waitingList, waitingListOffers } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { selectRow, toAppointment } from '#server/booking/rows.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import { canWaitWith } from './canWait.ts';
import type { OpenOffer, Place } from './types.ts';

type Row = typeof waitingList.$inferSelect;

/** So long after an offer was accepted (ms) its link leads on to the afspraak. */
const leadsOnForMs = 3_600_000;

/** The place in the list that a link opens, with the time that is held for them now. Unknown and ended links look the same. */
export async function findPlace(ctx: Ctx, token: string): Promise<{ ok: true; place: Place } | NotFound> {
  may(ctx, 'waiting-list.own');
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  const [row] = await ctx.db
    .select()
    .from(waitingList)
    .where(eq(waitingList.tokenHash, hashToken(token)));
  // Links made under another secret are over: what we would say again must be what was given.
  if (!row || tokenOf(ctx, row) !== token) return { ok: false, error: 'not-found' };
  return { ok: true, place: await toPlace(ctx, row) };
}

/**
 * Where somebody with an afspraak stands, by the private link of that: their place while they wait; `mayJoin` where they could
 * still ask for an earlier time.
 */
export async function findPlaceOf(
  ctx: Ctx,
  appointmentToken: string,
): Promise<{ ok: true; place: Place | null; mayJoin: boolean } | NotFound> {
  may(ctx, 'waiting-list.own');
  const found = await findAppointment(ctx, appointmentToken);
  if (!found.ok) return found;
  const { appointment } = found;
  const [row] = await ctx.db
    .select()
    .from(waitingList)
    .where(and(eq(waitingList.appointmentId, appointment.id), isNull(waitingList.endedAt)));
  const place = row ? await toPlace(ctx, row) : null;
  const { settings } = await ctx.roster.current();
  return { ok: true, place, mayJoin: place === null && canWaitWith(appointment, settings, ctx.clock.now()) };
}

/** The token of a place, which is said again and never stored. */
export const tokenOf = (ctx: Pick<Ctx, 'tokens'>, { id, generation }: Pick<Row, 'id' | 'generation'>) =>
  ctx.tokens.make('waiting-list', id, generation);

async function toPlace(ctx: Ctx, row: Row): Promise<Place> {
  const now = ctx.clock.now();
  const [roster, offers, own] = await Promise.all([
    ctx.roster.current(),
    ctx.db
      .select()
      .from(waitingListOffers)
      .where(eq(waitingListOffers.waitingId, row.id))
      .orderBy(desc(waitingListOffers.offeredAt)),
    row.appointmentId === null ? undefined : selectRow(ctx, eq(appointments.id, row.appointmentId)),
  ]);
  const topic = roster.topics.find(({ id }) => id === row.topicId);
  if (!topic) throw new Error(`the roster does not know ${row.topicId}`);
  const { id, version, language, name, ageGroup, email, phone, endedAt, endReason } = row;
  const { locations, modalities, weekdays, dayParts, daysAhead, until } = row;
  const ended = endedAt && endReason ? { at: endedAt.getTime(), why: endReason } : null;
  const latest = offers.find(({ state }) => state === 'open') ?? offers[0];
  const isOpen = latest?.state === 'open' && latest.expiresAt.getTime() > now && ended === null;
  const leadsOn = ended?.why === 'accepted' && now - ended.at < leadsOnForMs;
  const became = leadsOn && own === undefined ? latest?.appointmentId : undefined;
  const appointmentRow = became ? await selectRow(ctx, eq(appointments.id, became)) : own;
  const isShown = appointmentRow && appointmentRow.wipedAt === null && (ended === null || leadsOn);
  const appointment: Appointment | null = isShown ? toAppointment(ctx, roster, appointmentRow) : null;
  return {
    id,
    token: tokenOf(ctx, row),
    version,
    topic,
    wishes: { locations, modalities, weekdays, dayParts, daysAhead, until },
    language,
    joinedAt: row.joinedAt.getTime(),
    person: name !== null && ageGroup !== null ? { name, ageGroup, email, phone } : null,
    appointment,
    offer: isOpen ? await readOffer(ctx, latest) : null,
    missed: isOpen ? null : missedOf(latest, now),
    offers: offers.filter(({ state }) => state !== 'withdrawn').length,
    ended,
  };
}

/** The time that is held for an open offer; null when somebody ended the hold at this moment. */
async function readOffer(ctx: Ctx, offer: typeof waitingListOffers.$inferSelect): Promise<OpenOffer | null> {
  if (offer.appointmentId === null) return null;
  const held = and(eq(appointments.id, offer.appointmentId), eq(appointments.status, 'held'));
  const row = await selectRow(ctx, and(held, ne(appointments.modality, 'huisbezoek')));
  if (!row) return null;
  const roster = await ctx.roster.current();
  const location = roster.locations.find(({ id }) => id === row.locationId);
  if (!location) throw new Error(`the roster does not know ${row.locationId}`);
  return {
    id: offer.id,
    holdId: row.id,
    expiresAt: offer.expiresAt.getTime(),
    location,
    modality: modalitySchema.parse(row.modality),
    start: row.startsAt.getTime(),
    end: row.endsAt.getTime(),
    casemanager: row.casemanager,
  };
}

function missedOf(offer: typeof waitingListOffers.$inferSelect | undefined, now: number): Place['missed'] {
  if (offer === undefined || offer.state === 'accepted') return null;
  const start = offer.startsAt.getTime();
  // Over by the clock, before the job says so.
  const as = offer.state === 'open' ? 'lapsed' : offer.state;
  return start > now ? { start, as } : null;
}
