import { createHash } from 'node:crypto';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { KeyReused } from '#server/booking/idempotency.ts';
import type { Invalid, TooMany } from '#server/booking/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';
import type { NoTeam } from '#server/trajecten/open.ts';
import type { Ctx } from './context.ts';
import { judge } from './judge.ts';
import { withPhones } from './phones.ts';
import type { ReportInput } from './schema.ts';
import { type OwnNumber, takeIn } from './takeIn.ts';
import { tellOwner } from './tellOwner.ts';

export type Reported =
  | { ok: true; melding: string; repeated: boolean }
  | Invalid
  | NoTeam
  | KeyReused
  | TooMany;

/** Of which school, and who of staff; null for its system. `key` makes a repeat of it known. */
export interface SchoolReporter {
  organisation: string;
  staff: string | null;
  key: string;
}

/**
 * Reports a pupil of the own school. The same key with the same input is the same melding, however often it is sent; with other
 * input it is refused. Leerplichtwet 1969 art. 21a; WEB 8.1.8 and 8.1.8a.
 */
export async function report(ctx: Ctx, input: ReportInput, key: string): Promise<Reported> {
  const { staff: me } = may(ctx, 'melding.report');
  // A colon stands in no number that a system sends, so the two are never taken for each other.
  return reportOnce(ctx, { organisation: me.organisation, staff: me.id, key: `form:${key}` }, input);
}

/** The same for whoever may: their right was asked. */
export async function reportOnce(ctx: Ctx, by: SchoolReporter, input: ReportInput): Promise<Reported> {
  const own: OwnNumber = {
    number: by.key,
    requestHash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
  };
  const before = await findReported(ctx, by.organisation, own);
  if (before !== null) return before;
  const counted = await count(ctx, by);
  if (!counted.ok)
    return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
  const read = withPhones(input);
  if (!read.ok) return read;
  return write<Reported, Ctx>(ctx, async (w) => {
    // Of two with one key at once the second waits here, and finds what the first made.
    await w.tx`select pg_advisory_xact_lock(hashtextextended('melding ' || ${by.organisation} || ' ' || ${own.number}, 0))`;
    const twin = await findReported(w.ctx, by.organisation, own);
    if (twin !== null) return twin;
    const { birthDate } = input.pupil;
    const errors = judge({ ...input.melding, birthDate }, dateInAmsterdam(Date.parse(w.now)));
    if (errors.length > 0) return { ok: false, error: 'invalid', errors };
    const { organisation, staff } = by;
    const reporter = { source: staff === null ? 'api' : 'school', organisation, staff } as const;
    const taken = await takeIn(w, reporter, read.input, { own });
    if (!taken.ok) {
      if (taken.error === 'no-team') return w.undo(taken);
      throw new Error(`expected what is judged to be taken in, not ${taken.error}`);
    }
    await tellOwner(w, taken.traject);
    return { ok: true, melding: taken.melding, repeated: false };
  });
}

const knownSchema = z.object({ id: z.uuid(), requestHash: z.string() }).optional();

/** What a number made before; refused when that came with something else. Null when it made nothing. */
async function findReported(
  { sql }: Pick<Ctx, 'sql'>,
  organisation: string,
  own: OwnNumber,
): Promise<Extract<Reported, { ok: true }> | KeyReused | null> {
  const [row] = await sql`
    select id, request_hash as "requestHash" from meldingen
    where organisation_id = ${organisation} and own_number = ${own.number}`;
  const known = knownSchema.parse(row);
  if (known === undefined) return null;
  if (known.requestHash !== own.requestHash) return { ok: false, error: 'key-reused' };
  return { ok: true, melding: known.id, repeated: true };
}

const hour = 3600;

/** More than anybody reports in an hour, whose account or key was taken over. */
function count(ctx: Ctx, { organisation, staff }: SchoolReporter) {
  return staff === null
    ? ctx.limits.consume({ name: 'meldingen-of-system', most: 1000, perSeconds: hour }, organisation)
    : ctx.limits.consume({ name: 'meldingen', most: 120, perSeconds: hour }, staff);
}
