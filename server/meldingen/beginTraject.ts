import { createHash } from 'node:crypto';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { readPersonalPhone } from '#server/booking/contact.ts';
import type { Invalid } from '#server/booking/types.ts';
import { addLink, isSeen, type LinkedAlready } from '#server/gesprekken/link.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { give } from '#server/trajecten/assign.ts';
import type { NoTeam } from '#server/trajecten/open.ts';
import type { Ctx } from './context.ts';
import type { BeginInput } from './schema.ts';
import { takeIn } from './takeIn.ts';
import { tellOwner } from './tellOwner.ts';

export type Begun =
  | { ok: true; traject: string }
  | Invalid
  | NoTeam
  | LinkedAlready
  /** The afspraak that it begins with is not theirs to see. */
  | { ok: false; error: 'appointment-gone' };

/**
 * Writes down somebody who came by themselves, was brought, or needs to be watched: a melding of the gemeente itself. Who does it has the
 * traject, unless one was open already. `key` makes a repeat known. An afspraak that they have becomes a part of it in the same write.
 */
export async function beginTraject(ctx: Ctx, input: BeginInput, key: string): Promise<Begun> {
  const { staff: me } = may(ctx, 'traject.write');
  const phone = input.pupil.phone === undefined ? null : readPersonalPhone(input.pupil.phone);
  if (phone?.ok === false)
    return { ok: false, error: 'invalid', errors: [{ field: 'pupil.phone', message: phone.error }] };
  const own = {
    number: `form:${key}`,
    requestHash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
  };
  const pupil = { ...input.pupil, phone: phone?.phone };
  return write<Begun, Ctx>(ctx, async (w) => {
    await w.tx`select pg_advisory_xact_lock(hashtextextended('traject ' || ${own.number}, 0))`;
    const before = await findBegun(w, { by: me.id, number: own.number });
    if (before !== null) return { ok: true, traject: before };
    const melding = { kind: input.kind, beganOn: dateInAmsterdam(Date.parse(w.now)), reason: input.reason };
    const reporter = { source: 'staff', organisation: null, staff: me.id } as const;
    const taken = await takeIn(w, reporter, { pupil, melding }, { own });
    if (!taken.ok) {
      if (taken.error === 'no-team') return w.undo(taken);
      return w.undo({
        ok: false,
        error: 'invalid',
        errors: [{ field: 'pupil.birthDate', message: 'age-unlikely' }],
      });
    }
    const { traject } = taken;
    if (taken.opened) await give(w, traject, me.id);
    await tellOwner(w, traject);
    if (input.appointment !== undefined) {
      const what = { kind: 'appointment' as const, id: input.appointment };
      if (!(await isSeen(w, what))) return w.undo({ ok: false, error: 'appointment-gone' });
      // Who asked for fewer messages about the afspraak gets no more of an invitation.
      if (taken.isNew)
        await w.tx`
          update jongeren set messages = a.messages from appointments a
          where a.id = ${input.appointment} and a.messages <> 'full' and jongeren.id = ${taken.jongere}`;
      if (!(await addLink(w, traject, what))) return w.undo({ ok: false, error: 'linked-already' });
    }
    return { ok: true, traject };
  });
}

/** The traject that the same form began before; null when it is sent for the first time. */
async function findBegun(
  w: Write<Ctx>,
  { by, number }: { by: string; number: string },
): Promise<string | null> {
  const [row] = await w.tx`
    select coalesce(t.joined_into_id, t.id) as traject
    from meldingen m join trajecten t on t.id = m.traject_id
    where m.organisation_id is null and m.own_number = ${number} and m.reported_by = ${by}`;
  return row === undefined ? null : z.object({ traject: z.uuid() }).parse(row).traject;
}
