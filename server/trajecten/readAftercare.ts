import { z } from 'zod';
import { destinations, lookAsks, lookOutcomes, lookReasons } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { fullName } from '#server/jongeren/names.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { type After, afterRow } from './worklistSchema.ts';

/** How many looks one page of the list has. */
export const looksPage = 50;

const rowSchema = z.object({
  id: z.uuid(),
  traject: z.uuid(),
  firstName: z.string(),
  infix: z.string().nullable(),
  lastName: z.string(),
  birthDate: z.string(),
  reason: z.enum(lookReasons),
  /** ISO. */
  dueOn: z.string(),
  ask: z.enum(lookAsks),
  askWho: z.string().nullable(),
  /** Null while the traject is open. */
  destination: z.enum(destinations).nullable(),
  destinationNote: z.string().nullable(),
  ownerFirstName: z.string(),
  ownerLastName: z.string(),
  /** How often nobody was reached so far. */
  tries: z.int(),
});

/** One look that is planned, as a row of the list. */
export interface PlannedLook extends Omit<z.output<typeof rowSchema>, 'firstName' | 'infix' | 'lastName'> {
  /** The whole name, as one says it. */
  name: string;
  /** Whole years. */
  age: number;
}

export interface Aftercare {
  rows: PlannedLook[];
  /** Where the next page begins; null on the last one. */
  next: string | null;
  /** ISO. */
  today: string;
}

/** When the team looks again how it goes with whom, the earliest first; whoever owned the traject. */
export async function readAftercare(ctx: Ctx, { after }: { after: After | null }): Promise<Aftercare> {
  may(ctx, 'traject.read');
  const { sql } = ctx;
  const today = dateInAmsterdam(ctx.clock.now());
  const found = await sql`
    select l.id, l.traject_id as traject, j.first_name as "firstName", j.infix, j.last_name as "lastName",
      j.birth_date::text as "birthDate", l.reason, l.due_on::text as "dueOn", l.ask, l.ask_who as "askWho", t.destination,
      t.destination_note as "destinationNote", s.first_name as "ownerFirstName", s.last_name as "ownerLastName",
      (select count(*)::int from traject_looks tried
        where tried.traject_id = l.traject_id and tried.outcome = 'not-reached') as tries
    from traject_looks l join trajecten t on t.id = l.traject_id join staff s on s.id = t.owner_id
    join jongeren j on j.id = t.jongere_id
    where l.done_at is null and j.wiped_at is null and ${rawScope(ctx, 'traject.read')}
      ${after ? sql`and (l.due_on, l.id) > (${after.on}::date, ${after.id}::uuid)` : sql``}
    order by l.due_on, l.id limit ${looksPage + 1}`;
  if (found.length > 0) viewed(ctx, 'traject.read', { kind: 'worklist' });
  const rows = z
    .array(rowSchema)
    .parse([...found])
    .map(({ firstName, infix, lastName, ...row }) => ({
      ...row,
      name: fullName({ firstName, infix, lastName }),
      age: ageOn(row.birthDate, today),
    }));
  const page = rows.slice(0, looksPage);
  const last = rows.length > looksPage ? page.at(-1) : undefined;
  return { rows: page, next: last ? afterRow({ nextOn: last.dueOn, id: last.id }) : null, today };
}

const lookSchema = rowSchema.pick({ id: true, reason: true, dueOn: true, ask: true, askWho: true }).extend({
  outcome: z.enum(lookOutcomes).nullable(),
  /** Epoch ms. */
  doneAt: storedInstant.nullable(),
  doneBy: z.string().nullable(),
  note: z.string().nullable(),
});
/** A look of one traject, planned or done. */
export type TrajectLook = z.output<typeof lookSchema>;

/** The looks of a traject: those that are planned, the earliest first, and then those that were done, the last first. Part of a verb that asked. */
export async function readLooksOf({ sql }: Ctx, traject: string): Promise<TrajectLook[]> {
  const rows = await sql`
    select l.id, l.reason, l.due_on::text as "dueOn", l.ask, l.ask_who as "askWho", l.outcome, l.done_at as "doneAt",
      s.first_name as "doneBy", l.note
    from traject_looks l left join staff s on s.id = l.done_by
    where l.traject_id = ${traject} and (l.outcome is null or l.outcome <> 'lapsed')
    order by l.done_at desc nulls first, case when l.done_at is null then l.due_on end, l.due_on desc, l.id`;
  return z.array(lookSchema).parse([...rows]);
}
