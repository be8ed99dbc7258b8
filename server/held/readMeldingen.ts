import { z } from 'zod';
import {
  listKinds,
  listRowStates,
  meldingCloseReasons,
  meldingExplanations,
  meldingKinds,
  meldingSources,
  meldingStates,
  nextStatuses,
  rowExplanations,
  toldWords,
} from '#db/schema/words.ts';
import { storedDate } from '#server/kernel/storedInstant.ts';
import { meldingDestroyedOn } from '#server/trajecten/destruction.ts';
import type { Ctx } from './context.ts';
import { type HeldEventOf, readEvents } from './readEvents.ts';

const meldingSchema = z.object({
  id: z.uuid(),
  kind: z.enum(meldingKinds),
  source: z.enum(meldingSources),
  organisation: z.string().nullable(),
  location: z.string().nullable(),
  beganOn: z.string(),
  endedOn: z.string().nullable(),
  hoursMissed: z.number().int().nullable(),
  allLessons: z.boolean().nullable(),
  reason: z.string().nullable(),
  schoolDid: z.string().nullable(),
  asks: z.string().nullable(),
  asksNothing: z.string().nullable(),
  told: z.enum(toldWords).nullable(),
  nextStatus: z.enum(nextStatuses).nullable(),
  state: z.enum(meldingStates),
  explanation: z.enum(meldingExplanations).nullable(),
  closeReason: z.enum(meldingCloseReasons).nullable(),
  reportedAt: storedDate,
  handledAt: storedDate.nullable(),
  settledAt: storedDate.nullable(),
  /** The day on which its words go, ISO; null while that is not known. */
  destroyedOn: z.string().nullable(),
  additions: z.array(z.object({ at: storedDate, text: z.string() })),
});

/** What was reported; who of the school did is left out. */
export interface HeldMelding extends Omit<z.output<typeof meldingSchema>, 'id'> {
  history: HeldEventOf<'melding'>[];
}

/** The meldingen of somebody, by the ids of their rows, the oldest first. */
export async function readMeldingen(
  ctx: Ctx,
  jongeren: readonly string[],
): Promise<(HeldMelding & { id: string })[]> {
  const { settings } = await ctx.roster.current();
  const rows = await ctx.sql`
    select m.id, m.kind, m.source, o.name as organisation, m.location, m.began_on::text as "beganOn",
      m.ended_on::text as "endedOn", m.hours_missed as "hoursMissed", m.all_lessons as "allLessons", m.reason,
      m.school_did as "schoolDid", m.asks, m.asks_nothing as "asksNothing", m.told,
      m.next_status as "nextStatus", m.state, m.explanation,
      m.close_reason as "closeReason", m.reported_at as "reportedAt", m.handled_at as "handledAt",
      m.settled_at as "settledAt", ${meldingDestroyedOn(ctx, settings.trajecten)}::text as "destroyedOn",
      coalesce((
        select json_agg(json_build_object('at', a.at, 'text', a.body) order by a.at, a.id)
        from melding_additions a where a.melding_id = m.id), '[]') as additions
    from meldingen m left join organisations o on o.id = m.organisation_id
    where m.jongere_id = any(${[...jongeren]}::uuid[]) order by m.reported_at, m.id`;
  const meldingen = z.array(meldingSchema).parse([...rows]);
  const events = await readEvents(
    ctx,
    'melding',
    meldingen.map(({ id }) => id),
  );
  return meldingen.map((melding) => ({ ...melding, history: events.get(melding.id) ?? [] }));
}

const listRowSchema = z.object({
  list: z.enum(listKinds),
  asOf: z.string(),
  sender: z.string(),
  number: z.number().int(),
  cells: z.unknown(),
  state: z.enum(listRowStates),
  explanation: z.enum(rowExplanations).nullable(),
  explanationNote: z.string().nullable(),
  explainedBy: z.string().nullable(),
  explainedAt: storedDate.nullable(),
});

/** A row of a list about them, with its cells as they were typed; null once these are forgotten. */
export type HeldListRow = z.output<typeof listRowSchema>;

/** The rows of lists that are about somebody, by the ids of their rows, the oldest first. */
export async function readListRows({ sql }: Ctx, jongeren: readonly string[]): Promise<HeldListRow[]> {
  const rows = await sql`
    select l.kind as list, l.as_of::text as "asOf", o.name as sender, r.number, r.cells, r.state, r.explanation,
      r.explanation_note as "explanationNote", who.first_name as "explainedBy", r.explained_at as "explainedAt"
    from list_rows r join lists l on l.id = r.list_id join organisations o on o.id = l.sender_id
      left join staff who on who.id = r.explained_by
    where r.jongere_id = any(${[...jongeren]}::uuid[]) order by l.read_at, r.number`;
  return z.array(listRowSchema).parse([...rows]);
}
