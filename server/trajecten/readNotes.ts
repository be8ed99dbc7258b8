import { z } from 'zod';
import { audiences, handoverParts, noteKinds, sentWays, teamTasks } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { type NotePart, onlyParts, partsForStaff } from './audience.ts';
import type { Ctx } from './context.ts';
import { isNamed } from './findOwner.ts';
import { wholeTraject } from './whole.ts';

const sentSchema = z.object({
  at: storedInstant,
  by: z.string(),
  audience: z.enum(audiences),
  way: z.enum(sentWays),
  words: z.string(),
});

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    kind: z.enum(noteKinds),
    audience: z.enum(audiences),
    organisation: z.uuid().nullable(),
    school: z.string().nullable(),
    facts: z.string(),
    reasons: z.string().nullable(),
    agreements: z.string().nullable(),
    reasonsAgreed: z.boolean(),
    withheld: z.boolean(),
    at: storedInstant,
    by: z.string(),
    version: z.number().int(),
    isLatest: z.boolean(),
    ownTeam: z.boolean(),
    handedOver: z.array(z.enum(handoverParts)).nullable(),
    sent: z.array(sentSchema),
  }),
);

/** A note, with no more of it than whoever asks may read; what went out of it stands with it. */
export interface TrajectNote
  extends Omit<z.output<typeof rowsSchema>[number], 'facts' | 'ownTeam' | 'handedOver'> {
  facts: string | null;
  /** What they may read. */
  parts: readonly NotePart[];
}

const meSchema = z.object({ task: z.enum(teamTasks).nullable(), organisation: z.string() });

/**
 * The notes of a traject and of what was joined into it, the newest last. What another team wrote before it was handed over is left out, but for what the jongere
 * agreed to and what was meant for whoever asks. A part of a verb that asked the table of rights.
 */
export async function readNotes(
  ctx: Ctx,
  { traject, age, residence }: { traject: string; age: number; residence: string | null },
): Promise<TrajectNote[]> {
  const { staff: me } = may(ctx, 'traject.read');
  const [mine, rows] = await Promise.all([
    ctx.sql`
      select t.task, o.name as organisation
      from staff s join organisations o on o.id = s.organisation_id left join teams t on t.id = s.team_id
      where s.id = ${me.id}`,
    ctx.sql`
      select n.id, n.kind, n.audience, n.organisation_id as organisation, o.name as school, n.facts, n.reasons, n.agreements,
        n.reasons_agreed as "reasonsAgreed", n.withheld, n.at, s.first_name || ' ' || s.last_name as by, n.version,
        not exists (select from traject_notes later where later.follows_id = n.id) as "isLatest",
        coalesce(s.id = ${me.id} or s.team_id = ${me.team?.id ?? null}::uuid, false) as "ownTeam",
        (select to_json(h.parts) from handovers h left join staff giver on giver.id = h.offered_by
          left join staff taker on taker.id = h.settled_by
          where h.state = 'accepted' and h.settled_at >= n.at
            and (h.traject_id = n.traject_id or h.traject_id = ${traject} and h.settled_at >= (
              select max(j.at) from history j where j.traject_id = n.traject_id and j.what = 'joined'))
            and taker.team_id is distinct from giver.team_id
          order by h.settled_at limit 1) as "handedOver",
        coalesce((
          select json_agg(json_build_object('at', x.at, 'by', who.first_name || ' ' || who.last_name, 'audience', x.audience,
            'way', x.way, 'words', x.words) order by x.at, x.id)
          from traject_sent x join staff who on who.id = x.staff_id where x.note_id = n.id), '[]'::json) as sent
      from traject_notes n join staff s on s.id = n.staff_id left join organisations o on o.id = n.organisation_id
      where n.traject_id = any(${wholeTraject(ctx.sql, traject)}) order by n.at, n.version, n.id`,
  ]);
  const { task, organisation } = meSchema.parse(mine[0]);
  const ofResidence = residence !== null && isNamed(organisation, residence);
  return rowsSchema.parse([...rows]).flatMap(({ ownTeam, handedOver, ...note }) => {
    const parts = partsForStaff(note, { ownTeam, task, ofResidence, handedOver }, age);
    return parts.length === 0
      ? []
      : [{ ...note, ...onlyParts(note, parts), parts, sent: parts.length === 3 ? note.sent : [] }];
  });
}
