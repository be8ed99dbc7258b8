import { bookingWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { lost, retry } from '#server/kernel/retry.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import type { Roster } from '#server/roster/types.ts';
import { whyNot } from '#server/slots/why.ts';
import { findAlternatives } from './alternatives.ts';
import type { BookingExtras } from './bookFree.ts';
import { channelOf } from './channel.ts';
import { findHold } from './findHold.ts';
import { foldName } from './foldName.ts';
import { checkKey, keepRepeat, type keyKnown, nameOfKey, type Repeatable } from './idempotency.ts';
import { lockForBooking } from './locks.ts';
import type { BookedAs } from './mayBook.ts';
import { newAppointment } from './newAppointment.ts';
import { type NormalisedPerson, normalisePerson } from './person.ts';
import { type Refusal, refuse } from './refuse.ts';
import { releaseHold } from './releaseHold.ts';
import { sameDetails } from './sameDetails.ts';
import { namesOf } from './sameTime.ts';
import type { BookHoldInput } from './schema.ts';
import { noticesOf, staffNotice, wantsInvitations } from './tell.ts';
import type { Appointment, Hold } from './types.ts';

/** Turns a hold into an afspraak. The time is held already, but availability may have been withdrawn since. */
export async function bookHold(
  ctx: Ctx,
  input: BookHoldInput,
  repeat: Repeatable | null,
  { channel, as, also, isSharedContact = false }: BookingExtras = {},
) {
  const found = await findHold(ctx, input.hold);
  if (!found.ok) {
    return found.error === 'booked' ? repeated(found.appointment, input) : found;
  }
  const { hold } = found;
  const normalised = normalisePerson(input, hold.modality, ctx.language);
  const errors = normalised.ok ? [] : normalised.errors;
  if (input.topic !== hold.topic.id) errors.push({ field: 'topic', message: 'topic-not-of-hold' });
  // The time may be held by an invitation, and booked without it: then the invitation could be used again.
  else if (!isInvited(ctx, hold, as)) errors.push({ field: 'topic', message: 'topic-unknown' });
  if (!normalised.ok || errors.length > 0) return { ok: false, error: 'invalid', errors } as const;

  const { person } = normalised;
  const written = await writeBooked(ctx, { hold, person, repeat, channel, also, isSharedContact });
  if (written.kind === 'booked')
    return { ok: true, appointment: written.appointment, repeated: false } as const;
  // The same POST may have arrived twice at once; then the other request made the afspraak.
  const again = await findHold(ctx, hold.token);
  if (!again.ok && again.error === 'booked') return repeated(again.appointment, input);
  if (written.kind === 'refused') return written.refusal;
  if (written.kind === 'over') return { ok: false, error: 'hold-expired' } as const;
  await releaseHold(ctx, hold.token);
  const roster = await ctx.roster.current();
  const request = { ...hold, location: hold.location.id, travel: roster.settings.travelMinutes };
  const alternatives = await findAlternatives(ctx, roster, { request });
  return { ok: false, error: 'taken', reason: 'not-working', alternatives } as const;
}

/** Whether what is for who was invited alone is booked by an invitation, or by staff. */
const isInvited = ({ actor }: Pick<Ctx, 'actor'>, { topic }: Hold, as: BookedAs | undefined) =>
  topic.bookableBy !== 'invited' || as === 'invited' || actor.kind === 'staff';

/** For a hold that is an afspraak already: the same afspraak for the same details; for other details an error, and the afspraak stays. */
function repeated(appointment: Appointment, input: BookHoldInput) {
  return input.topic === appointment.topic.id && sameDetails(appointment, input)
    ? ({ ok: true, appointment, repeated: true } as const)
    : ({ ok: false, error: 'booked-otherwise' } as const);
}

interface Order extends BookingExtras {
  hold: Hold;
  person: NormalisedPerson;
  repeat: Repeatable | null;
}

type Written =
  | { kind: 'booked'; appointment: Appointment }
  | { kind: 'over' }
  | { kind: 'withdrawn' }
  | { kind: 'refused'; refusal: Refusal | NotFound | typeof keyKnown };

async function writeBooked(ctx: Ctx, order: Order): Promise<Written> {
  let roster = await ctx.roster.current();
  return retry<Written>('a hold under the roster of that moment', async () => {
    if (!stillOffered(ctx, roster, order.hold)) return { kind: 'withdrawn' };
    const outcome = await writeUnder(ctx, roster, order);
    if (outcome.kind !== 'outdated') return outcome;
    roster = await ctx.roster.atLeast(outcome.version);
    return lost;
  });
}

function writeUnder(ctx: Ctx, roster: Roster, order: Order) {
  const { hold, person, repeat, channel, also, isSharedContact } = order;
  return write<Written | { kind: 'outdated'; version: number }, Ctx>(ctx, async (w) => {
    const { tx } = w;
    const [, version] = await Promise.all([
      lockForBooking(tx, {
        names: repeat ? [...namesOf(person), nameOfKey(repeat)] : namesOf(person),
        days: [{ casemanagerId: hold.casemanager.id, date: dateInAmsterdam(hold.start) }],
      }),
      tx<{ version: number }[]>`select version::float8 as version from roster_version`,
    ]);
    const current = version[0]?.version ?? 0;
    // Read the clock under the locks: the hold may have expired while this request waited for them.
    const at = ctx.clock.now();
    const now = new Date(at).toISOString();
    if (current !== roster.version) return w.undo({ kind: 'outdated', version: current });
    const most = roster.settings.openAppointmentsPerContact;
    const [known, refused] = await Promise.all([
      checkKey(tx, repeat, now),
      isSharedContact ? null : refuse(tx, { person, request: hold, now, most }),
    ]);
    const refusal = known ?? refused;
    if (refusal !== null) return { kind: 'refused', refusal };
    const appointment = newAppointment(ctx, hold, person, at);
    const rows = await tx`
      update appointments
      set status = 'booked', expires_at = null, held_from = null, booked_at = ${now},
          reference = ${appointment.reference}, token_hash = ${hashToken(appointment.token)},
          name = ${person.name}, name_folded = ${foldName(person.name)},
          email = ${person.email}, phone = ${person.phone},
          age_group = ${person.ageGroup}, reach_by = ${person.reachBy}, messages = ${person.messages}, language = ${person.language},
          note = ${person.note}, visit_address = ${person.visitAddress}, companion = ${person.companion}, interpreter = ${person.interpreter},
          step_free = ${person.stepFree}, referral = ${person.referral}, channel = ${channel ?? channelOf(ctx.actor)}
      where id = ${hold.id} and status = 'held' and expires_at > ${now}
      returning id`;
    if (rows.length === 0) return { kind: 'over' };
    w.record({ about: { kind: 'appointment', id: hold.id }, what: 'booked' });
    for (const notice of noticesOf(appointment, 'confirmed')) w.message(notice);
    w.message(staffNotice(appointment, hold.casemanager.id), wantsInvitations(tx, hold.casemanager.id));
    w.changed({ agenda: [hold.casemanager.id] });
    const notAlso = also ? await also(w, appointment) : null;
    if (notAlso !== null) return w.undo({ kind: 'refused', refusal: notAlso });
    if (repeat) await keepRepeat(tx, repeat, hold.id, now);
    return { kind: 'booked', appointment };
  });
}

/** Whether the casemanager still works then and there. The minimum notice was checked when the hold was placed. */
function stillOffered(ctx: Ctx, roster: Roster, hold: Hold): boolean {
  const casemanager = roster.casemanagers.find(({ id }) => id === hold.casemanager.id);
  if (!casemanager) return false;
  const window = { ...bookingWindow(roster, ctx.clock.now()), noticeMinutes: 0 };
  const idle = { ...casemanager, busy: [], booked: [] };
  const { start, location, modality, topic } = hold;
  return (
    whyNot({ window, topic }, idle, roster.closures, { start, location: location.id, modality }) === null
  );
}
