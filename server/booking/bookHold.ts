import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { bookingWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Roster } from '#server/roster/types.ts';
import { whyNot } from '#server/slots/why.ts';
import { findAlternatives } from './alternatives.ts';
import { findHold } from './findHold.ts';
import { foldName } from './foldName.ts';
import { keepRepeat, type Repeatable } from './idempotency.ts';
import { lockForBooking } from './locks.ts';
import { type NormalisedPerson, normalisePerson } from './person.ts';
import { recordEvent } from './recordEvent.ts';
import { makeReference } from './reference.ts';
import { refuse } from './refuse.ts';
import { releaseHold } from './releaseHold.ts';
import { selectRow, toAppointment } from './rows.ts';
import { sameDetails } from './sameDetails.ts';
import { namesOf } from './sameTime.ts';
import type { BookInput } from './schema.ts';
import type { Appointment, Hold } from './types.ts';

/** Makes an afspraak of a hold. The time is kept already; availability may have been withdrawn meanwhile. */
export async function bookHold(ctx: Ctx, input: BookInput & { hold: string }, repeat: Repeatable | null) {
  const found = await findHold(ctx, input.hold);
  if (!found.ok) {
    return found.error === 'booked' ? repeated(found.appointment, input) : found;
  }
  const { hold } = found;
  const normalised = normalisePerson(input, hold.modality, ctx.language);
  const errors = normalised.ok ? [] : normalised.errors;
  if (input.topic !== hold.topic.id) errors.push({ field: 'topic', message: 'topic-not-of-hold' });
  if (!normalised.ok || errors.length > 0) return { ok: false, error: 'invalid', errors } as const;

  const roster = await ctx.roster.current();
  const written = await write(ctx, roster, { hold, person: normalised.person, repeat });
  if (written.kind !== 'booked') {
    // The same post may have come twice at once: then the other one made the afspraak.
    const again = await findHold(ctx, hold.token);
    if (!again.ok && again.error === 'booked') {
      return repeated(again.appointment, input);
    }
  }
  if (written.kind === 'refused') return written.refusal;
  if (written.kind === 'over') return { ok: false, error: 'hold-expired' } as const;
  if (written.kind === 'withdrawn') {
    await releaseHold(ctx, hold.token);
    const wish = { ...hold, location: hold.location.id };
    const alternatives = await findAlternatives(ctx, await ctx.roster.current(), { wish });
    return { ok: false, error: 'taken', reason: 'not-working', alternatives } as const;
  }
  const row = await selectRow(ctx, eq(appointments.id, hold.id));
  if (!row) throw new Error('the afspraak that was just made is gone');
  return { ok: true, appointment: toAppointment(ctx, roster, row), repeated: false } as const;
}

/** A hold that became an afspraak already: the same one for the same details; who sends others hears that it stood. */
function repeated(appointment: Appointment, input: BookInput) {
  return input.topic === appointment.topic.id && sameDetails(appointment, input)
    ? ({ ok: true, appointment, repeated: true } as const)
    : ({ ok: false, error: 'booked-otherwise' } as const);
}

interface Order {
  hold: Hold;
  person: NormalisedPerson;
  repeat: Repeatable | null;
}

type Written =
  | { kind: 'booked' }
  | { kind: 'over' }
  | { kind: 'withdrawn' }
  | { kind: 'refused'; refusal: NonNullable<Awaited<ReturnType<typeof refuse>>> };

async function write(ctx: Ctx, roster: Roster, order: Order): Promise<Written> {
  const { hold, person, repeat } = order;
  if (!stillOffered(ctx, roster, hold)) return { kind: 'withdrawn' };
  const outcome = await ctx.sql.begin(async (tx) => {
    const [, version] = await Promise.all([
      lockForBooking(tx, {
        names: [...namesOf(person), repeat && `key ${repeat.keyHash}`],
        days: [{ casemanagerId: hold.casemanager.id, date: dateInAmsterdam(hold.start) }],
      }),
      tx<{ version: number }[]>`select version::float8 as version from roster_version`,
    ]);
    const current = version[0]?.version ?? 0;
    // Only now: who waited long for the locks must not book a hold that others saw end.
    const now = new Date(ctx.clock.now()).toISOString();
    if (current !== roster.version) return { kind: 'outdated', version: current } as const;
    const most = roster.settings.openAppointmentsPerContact;
    const refusal = await refuse(tx, { repeat, person, wish: hold, now, most });
    if (refusal) return { kind: 'refused', refusal } as const;
    const tokenHash = hashToken(ctx.tokens.make('appointment', hold.id, 1));
    const rows = await tx`
      update appointments
      set status = 'booked', expires_at = null, held_from = null, booked_at = ${now}, reference = ${makeReference()},
          token_hash = ${tokenHash}, name = ${person.name}, name_folded = ${foldName(person.name)},
          email = ${person.email}, phone = ${person.phone},
          age_group = ${person.ageGroup}, reach_by = ${person.reachBy}, language = ${person.language},
          note = ${person.note}, referral = ${person.referral}
      where id = ${hold.id} and status = 'held' and expires_at > ${now}
      returning id`;
    if (rows.length === 0) return { kind: 'over' } as const;
    await Promise.all([
      recordEvent(tx, ctx.actor, now, { appointmentId: hold.id, kind: 'booked' }),
      repeat && keepRepeat(tx, repeat, hold.id, now),
    ]);
    return { kind: 'booked' } as const;
  });
  if (outcome.kind === 'outdated') return write(ctx, await ctx.roster.atLeast(outcome.version), order);
  return outcome;
}

/** Whether the casemanager still works then and there; the shortest notice counted when the hold was placed. */
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
