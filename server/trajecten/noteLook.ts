import { z } from 'zod';
import { lookAsks, lookReasons } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { ageOn } from '#server/jongeren/age.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { openAgain } from './close.ts';
import type { Ctx } from './context.ts';
import { lockTraject, type TrajectRow, type WrongTime } from './find.ts';
import { askNext } from './looks.ts';
import { insertLook } from './planLook.ts';
import type { LookInput } from './schema.ts';
import { type DateOutOfReach, isInReach, writeNext } from './setNext.ts';
import { addWorkingDays } from './workingDays.ts';

/** Noted; for who dropped out the traject in which somebody goes on, theirs or a newer one. */
export type LookNoted = { ok: true; goesOn: string | null } | DateOutOfReach | WrongTime;

const lookRow = z.object({
  traject: z.uuid(),
  reason: z.enum(lookReasons),
  ask: z.enum(lookAsks),
  askWho: z.string().nullable(),
});
type LookRow = z.output<typeof lookRow>;

/**
 * Notes how it goes with a jongere. Who is still there is looked at again when a date is said. Who dropped out has an open traject again,
 * of whoever noted it. Where nobody was reached, another one is asked some days later. Noted by two at once it is `too-late` for one.
 */
export async function noteLook(ctx: Ctx, id: string, input: LookInput): Promise<LookNoted | NotFound> {
  const { staff: me } = may(ctx, 'traject.write');
  return write<LookNoted | NotFound, Ctx>(ctx, async (w) => {
    if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
    const [found] = await w.tx`
      select traject_id as traject, reason, ask, ask_who as "askWho" from traject_looks where id = ${id}`;
    if (found === undefined) return { ok: false, error: 'not-found' };
    const look = lookRow.parse(found);
    const locked = await lockTraject(w, 'traject.write', look.traject);
    if (!locked.ok) return locked;
    const today = dateInAmsterdam(Date.parse(w.now));
    const { outcome, note, againOn } = input;
    if (againOn !== undefined && !isInReach(againOn, today)) return { ok: false, error: 'date-out-of-reach' };
    const noted = await w.tx`
      update traject_looks set outcome = ${outcome}, done_at = ${w.now}, done_by = ${me.id}, note = ${note ?? null}
      where id = ${id} and done_at is null returning id`;
    if (noted.length === 0) return { ok: false, error: 'too-late' };
    w.record({ about: { kind: 'traject', id: look.traject }, what: 'look-done', details: { outcome } });
    w.changed({ trajecten: [locked.row.owner] });
    if (outcome === 'dropped-out') return { ok: true, goesOn: await goOn(w, locked.row, me.id) };
    if (outcome === 'placed' && againOn !== undefined)
      await insertLook(w, look.traject, { ...look, on: againOn });
    if (outcome === 'not-reached') await askAnother(w, locked.row, { look, today });
    return { ok: true, goesOn: null };
  });
}

const idSchema = z.object({ id: z.uuid() });

/** Opens the traject again; where it is open, or another one is, that goes on: to be called next. Answers which. */
async function goOn(w: Write<Ctx>, row: TrajectRow, me: string): Promise<string> {
  if (!row.isOpen && (await openAgain(w, row, me)).ok) return row.id;
  const [open] = await w.tx`
    select id from trajecten
    where jongere_id = ${row.jongere} and closed_at is null and joined_into_id is null for update`;
  const { id } = idSchema.parse(open);
  const on = addWorkingDays(dateInAmsterdam(Date.parse(w.now)), 1);
  await writeNext(w, id, { action: 'call', on, note: null });
  await w.tx`update trajecten set version = version + 1 where id = ${id}`;
  return id;
}

/** Plans the same look for some days later, with who is asked next. */
async function askAnother(
  w: Write<Ctx>,
  row: TrajectRow,
  { look, today }: { look: LookRow; today: string },
): Promise<void> {
  const isMinor = row.birthDate !== null && ageOn(row.birthDate, today) < 18;
  const { ask, on } = askNext(look.ask, { destination: row.destination, isMinor }, today);
  // How somebody else is reached stands with the jongere.
  const askWho = ask === look.ask ? look.askWho : null;
  await insertLook(w, row.id, { reason: look.reason, on, ask, askWho });
}
