import { z } from 'zod';
import { contactAttempts } from '#db/schema/index.ts';
import { contactOutcomes, contactParties, contactWays } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { decideFirst } from './decideFirst.ts';
import { changeTraject, type WrongTime } from './find.ts';
import { writeState } from './moveOn.ts';
import { type Attempt, type NextStep, proposeNext } from './nextStep.ts';
import type { ContactInput } from './schema.ts';
import { type DateOutOfReach, isInReach, writeNext } from './setNext.ts';
import { takeUpMeldingen } from './takeUpMeldingen.ts';
import { wholeTraject } from './whole.ts';

export type ContactNoted = { ok: true; next: NextStep } | DateOutOfReach;

/**
 * Notes a try to reach somebody, and what is done next: what was said, or else what follows from all tries. The first one begins
 * looking for contact, the first talk with the jongere is kept for figures.
 */
export async function noteContact(
  ctx: Ctx,
  id: string,
  { version, way, party, outcome, note, next }: ContactInput,
): Promise<ContactNoted | NotFound | Changed | WrongTime> {
  const { staff: me } = may(ctx, 'traject.write');
  return changeTraject<ContactNoted>(ctx, { action: 'traject.write', id, version }, async (w, row) => {
    const today = dateInAmsterdam(Date.parse(w.now));
    if (next && !isInReach(next.on, today)) return { ok: false, error: 'date-out-of-reach' };
    await addAttempt(w, id, me.id, { way, party, outcome, note: note ?? null });
    if (party === 'jongere' && outcome === 'reached')
      await w.tx`update trajecten set reached_at = coalesce(reached_at, ${w.now}::timestamptz) where id = ${id}`;
    if (row.state === 'nieuw' || row.state === 'niet-bereikt') await writeState(w, id, 'contact-zoeken');
    const then = next ?? (await decideFirst(w, id, proposeNext(await readAttempts(w, id), today)));
    await writeNext(w, id, { ...then, note: null });
    return { ok: true, next: then };
  });
}

/** Part of a write that locked the traject: adds a try by somebody of staff, which takes up the meldingen. */
export async function addAttempt(
  w: Write<Ctx>,
  id: string,
  staffId: string,
  { way, party, outcome, note }: Attempt & { note: string | null },
): Promise<void> {
  const tx = w.ctx.db;
  const at = new Date(w.now);
  await tx.insert(contactAttempts).values({ way, party, outcome, note, trajectId: id, at, staffId });
  w.record({ about: { kind: 'traject', id }, what: 'contact-tried', details: { way, party, outcome } });
  await w.tx`update trajecten set approached_at = coalesce(approached_at, ${w.now}::timestamptz) where id = ${id}`;
  await takeUpMeldingen(w, id);
}

const attemptsSchema = z.array(
  z.object({
    way: z.enum(contactWays),
    party: z.enum(contactParties),
    outcome: z.enum(contactOutcomes),
  }),
);

/** All tries of a traject and of what was joined into it, oldest first; a part of a write. */
export async function readAttempts(w: Write<Ctx>, id: string): Promise<Attempt[]> {
  const rows = await w.tx`
    select way, party, outcome from contact_attempts
    where traject_id = any(${wholeTraject(w.tx, id)}) order by at, id`;
  return attemptsSchema.parse([...rows]);
}
