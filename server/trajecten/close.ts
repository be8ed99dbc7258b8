import { z } from 'zod';
import type { destinationChecks, destinations } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { changeTraject, lockTraject, type TrajectRow, type WrongTime } from './find.ts';
import { isOpenIn } from './openMeldingen.ts';
import { lapseLooks, planAfterClosing } from './planLook.ts';
import type { CloseInput } from './schema.ts';
import { wholeTraject } from './whole.ts';
import { addWorkingDays } from './workingDays.ts';

export type ClosedTraject =
  | { ok: true }
  /** Somebody was offered it and did not answer; an afspraak is still to come. First that. */
  | { ok: false; error: 'handover-open' | 'appointment-to-come' }
  /** Schools wait for an answer to their meldingen, and nobody said which. */
  | { ok: false; error: 'meldingen-open' };

/**
 * Closes a traject with where the jongere went, and the meldingen that are open with the reason that is given for them, which their
 * schools see. Not while something about it is still to happen.
 */
export async function closeTraject(
  ctx: Ctx,
  id: string,
  { version, destination, check, note, meldingen, askWho }: CloseInput,
): Promise<ClosedTraject | NotFound | Changed | WrongTime> {
  may(ctx, 'traject.write');
  return changeTraject<ClosedTraject>(ctx, { action: 'traject.write', id, version }, async (w) => {
    const open = await stillToHappen(w, id);
    if (open) return { ok: false, error: open };
    if (!(await closeMeldingen(w, id, meldingen ?? null))) return { ok: false, error: 'meldingen-open' };
    await endTraject(w, id, {
      destination,
      check: check ?? null,
      note: note ?? null,
      askWho: askWho ?? null,
    });
    return { ok: true };
  });
}

interface Ending {
  destination: (typeof destinations)[number];
  check: (typeof destinationChecks)[number] | null;
  note: string | null;
  /** Who can be asked how it goes there. */
  askWho?: string | null;
}

/** Part of a write that locked the traject, and asked whether it may be closed. When one looks how it goes is planned with it. */
export async function endTraject(
  w: Write<Ctx>,
  id: string,
  { destination, check, note, askWho = null }: Ending,
): Promise<void> {
  await w.tx`
    update trajecten set state = 'afgesloten', closed_at = ${w.now}, destination = ${destination},
      destination_check = ${check}, destination_note = ${note}, next_action = null, next_on = null, next_note = null,
      look_again_on = null
    where id = ${id}`;
  await w.tx`
    update traject_invitations set ended_at = ${w.now}, ended_why = 'closed'
    where traject_id = any(${wholeTraject(w.tx, id)}) and ended_at is null`;
  w.record({ about: { kind: 'traject', id }, what: 'closed', details: { destination } });
  await planAfterClosing(w, id, { destination, askWho });
}

const blockSchema = z.object({ handover: z.boolean(), appointment: z.boolean() });

async function stillToHappen(
  w: Write<Ctx>,
  id: string,
): Promise<'handover-open' | 'appointment-to-come' | null> {
  const [row] = await w.tx`
    select
      exists (select from handovers where traject_id = ${id} and state = 'offered') as handover,
      exists (
        select from traject_links l join appointments a on a.id = l.appointment_id
        where l.traject_id = any(${wholeTraject(w.tx, id)}) and a.status = 'booked' and a.outcome is null and a.ends_at > ${w.now}) as appointment`;
  const { handover, appointment } = blockSchema.parse(row);
  if (handover) return 'handover-open';
  return appointment ? 'appointment-to-come' : null;
}

const openSchema = z.array(z.object({ id: z.uuid(), isOurs: z.boolean() }));

/** False when somebody else waits for an answer and there is no reason. What the gemeente itself wrote down is taken note of without one. */
async function closeMeldingen(
  w: Write<Ctx>,
  traject: string,
  reason: CloseInput['meldingen'] | null,
): Promise<boolean> {
  const rows = await w.tx`
    select id, organisation_id is null as "isOurs" from meldingen m
    where traject_id = any(${wholeTraject(w.tx, traject)})
      and ${isOpenIn(w.tx)}
    order by id for update`;
  const open = openSchema.parse([...rows]);
  if (reason === null && open.some(({ isOurs }) => !isOurs)) return false;
  await w.tx`
    update meldingen set state = ${reason === null ? 'noted' : 'closed'}, close_reason = ${reason ?? null}, settled_at = ${w.now},
      version = version + 1
    where id = any(${open.map(({ id }) => id)}::uuid[])`;
  for (const { id } of open) {
    if (reason === null)
      w.record({ about: { kind: 'melding', id }, what: 'state-changed', details: { state: 'noted' } });
    else w.record({ about: { kind: 'melding', id }, what: 'closed', details: { reason: reason ?? '' } });
  }
  return true;
}

/** The jongere has another one that is open. */
export type OtherOpen = { ok: false; error: 'other-open' };

/** Opens a traject that was closed; whoever does it owns it, and looks for contact first. */
export async function reopenTraject(
  ctx: Ctx,
  id: string,
  { version }: { version: number },
): Promise<{ ok: true } | NotFound | Changed | WrongTime | OtherOpen> {
  const { staff: me } = may(ctx, 'traject.write');
  return write<{ ok: true } | NotFound | Changed | WrongTime | OtherOpen, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', id);
    if (!found.ok) return found;
    if (found.row.version !== version) return { ok: false, error: 'changed' };
    if (found.row.state !== 'afgesloten') return { ok: false, error: 'too-late' };
    return openAgain(w, found.row, me.id);
  });
}

/** Part of a write that locked a closed traject. Looks that were planned lapse: somebody is at work again. */
export async function openAgain(
  w: Write<Ctx>,
  { id, jongere }: Pick<TrajectRow, 'id' | 'jongere'>,
  owner: string,
): Promise<{ ok: true } | OtherOpen> {
  await w.tx`select from jongeren where id = ${jongere} for update`;
  const other = await w.tx`
    select from trajecten where jongere_id = ${jongere} and closed_at is null and joined_into_id is null`;
  if (other.length > 0) return { ok: false, error: 'other-open' };
  const callOn = addWorkingDays(dateInAmsterdam(Date.parse(w.now)), 1);
  await w.tx`
    update trajecten set state = 'contact-zoeken', closed_at = null, destination = null, destination_check = null,
      destination_note = null, reopened_at = ${w.now}, owner_id = ${owner}, next_action = 'call', next_on = ${callOn},
      version = version + 1
    where id = ${id}`;
  await lapseLooks(w, [jongere]);
  w.record({ about: { kind: 'traject', id }, what: 'reopened' });
  w.changed({ trajecten: [owner] });
  return { ok: true };
}
