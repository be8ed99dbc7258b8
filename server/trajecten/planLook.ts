import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { trajectLooks } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { settingsIn } from '#server/roster/rosterIn.ts';
import type { Ctx } from './context.ts';
import { lockTraject, type WrongTime } from './find.ts';
import { type Destination, type Look, looksAfter } from './looks.ts';
import type { PlanLookInput } from './schema.ts';
import { type DateOutOfReach, isInReach } from './setNext.ts';
import { wholeTraject } from './whole.ts';

/** Plans to look again how it goes with a jongere who needs to be watched, also when their traject is closed. */
export async function planLook(
  ctx: Ctx,
  id: string,
  { on, ask, askWho }: PlanLookInput,
): Promise<{ ok: true } | NotFound | DateOutOfReach | WrongTime> {
  may(ctx, 'traject.write');
  return write<{ ok: true } | NotFound | DateOutOfReach | WrongTime, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', id);
    if (!found.ok) return found;
    // One that went along with another is looked at there.
    if (!found.row.isOpen && found.row.state !== 'afgesloten') return { ok: false, error: 'too-late' };
    if (!isInReach(on, dateInAmsterdam(Date.parse(w.now)))) return { ok: false, error: 'date-out-of-reach' };
    await insertLook(w, id, { reason: 'kwetsbaar', on, ask, askWho: askWho ?? null });
    w.changed({ trajecten: [found.row.owner] });
    return { ok: true };
  });
}

/** Part of a write that locked the traject. On a day on which one looks already, that stays as it is. */
export async function insertLook(
  w: Write<Ctx>,
  traject: string,
  { reason, on, ask, askWho }: Look & { askWho: string | null },
): Promise<void> {
  const { actor } = w.ctx;
  const plannedBy = actor.kind === 'staff' ? actor.staff.id : null;
  const plannedAt = new Date(w.now);
  const values = {
    id: randomUUID(),
    trajectId: traject,
    reason,
    dueOn: on,
    ask,
    askWho,
    plannedAt,
    plannedBy,
  };
  const tx = w.ctx.db;
  const made = await tx.insert(trajectLooks).values(values).onConflictDoNothing().returning();
  if (made.length === 0) return;
  w.record({ about: { kind: 'traject', id: traject }, what: 'look-planned', details: { on, ask, reason } });
}

const kindSchema = z.object({ isKwetsbaar: z.boolean() });

/** Part of the write that closes a traject: so nobody who was placed drops out of sight. */
export async function planAfterClosing(
  w: Write<Ctx>,
  traject: string,
  { destination, askWho }: { destination: Destination; askWho: string | null },
): Promise<void> {
  const [row] = await w.tx`
    select exists (
      select from meldingen
      where traject_id = any(${wholeTraject(w.tx, traject)}) and kind = 'kwetsbaar') as "isKwetsbaar"`;
  const settings = await settingsIn(w);
  const closedOn = dateInAmsterdam(Date.parse(w.now));
  const facts = { destination, ...kindSchema.parse(row) };
  for (const look of looksAfter(facts, closedOn, settings.trajecten))
    await insertLook(w, traject, { ...look, askWho });
}

/** Part of a write that opens a traject of each jongere: what was planned about a closed one is not needed then. */
export async function lapseLooks(w: Write<Ctx>, jongeren: readonly string[]): Promise<void> {
  await w.tx`
    update traject_looks set outcome = 'lapsed', done_at = ${w.now}
    where done_at is null and traject_id in (select id from trajecten where jongere_id = any(${jongeren}::uuid[]))`;
}
