import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { appointments, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import { type Colleague, whoCanTake } from '#server/agenda/whoCanTake.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Language } from '#server/kernel/languages.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import { type Modality, modalitySchema } from '#server/slots/schema.ts';

/** An afspraak to come of somebody who leaves; of the jongere nothing: a beheerder needs no name to pass it on. */
export interface OpenAppointment {
  id: string;
  /** To pass to the verb. */
  version: number;
  /** Epoch ms. */
  start: number;
  topic: Record<Language, string>;
  modality: Modality;
  location: string;
  /** The jongere was asked to choose another time already. */
  isChoosing: boolean;
  /** It began already: it cannot be passed on any more. */
  hasBegun: boolean;
  /** Colleagues of the team who are free then. */
  free: Colleague[];
}

/** All that stands under somebody, to decide on before they leave. */
export interface OpenWork {
  appointments: OpenAppointment[];
  conversations: number;
  /** Trajecten that they own: these go to whoever divides the work of the team. */
  trajecten: number;
  /** Their own ready-made replies. */
  replies: number;
  /** Whether they have working hours, or exceptions to them, from today on. */
  hours: boolean;
  /** Who can take over: those of the team, and where it has nobody else all others. */
  colleagues: Colleague[];
  hasTeam: boolean;
}

const countsSchema = z.object({
  conversations: z.int(),
  trajecten: z.int(),
  replies: z.int(),
  hours: z.boolean(),
  team: z.uuid().nullable(),
});

/** What is open under somebody; null for nobody who works here. Who is free is a first look: `leave` decides. */
export async function readOpen(ctx: Ctx, staffId: string): Promise<OpenWork | null> {
  may(ctx, 'people.save');
  const roster = await ctx.roster.current();
  const today = dateInAmsterdam(ctx.clock.now());
  const [found] = await ctx.sql`
    select team_id as team,
      (select count(*)::int from chat_conversations where casemanager_id = s.id and status <> 'closed') as conversations,
      (select count(*)::int from trajecten where owner_id = s.id and closed_at is null and joined_into_id is null) as trajecten,
      (select count(*)::int from chat_canned_replies where staff_id = s.id) as replies,
      exists (select from weekly_rules where casemanager_id = s.id and coalesce(valid_until, 'infinity') >= ${today}::date)
        or exists (select from availability_exceptions where casemanager_id = s.id and date_until >= ${today}::date) as hours
    from staff s where id = ${staffId} and active`;
  if (!found) return null;
  const { team, ...counts } = countsSchema.parse(found);
  const open = await readAppointments(ctx, roster, staffId);
  if (open.length > 0) viewed(ctx, 'people.save', { kind: 'agenda', id: staffId });
  const colleagues = colleaguesOf(roster, { id: staffId, team });
  const free = await whoCanTake(
    ctx,
    { ...roster, casemanagers: inTeam(roster, { id: staffId, team }) },
    open,
  );
  return {
    ...counts,
    hasTeam: team !== null,
    colleagues: colleagues.map(({ id, firstName, lastName }) => ({ id, firstName, lastName })),
    appointments: open.map(({ id, sequence, start, topic, modality, location, isChoosing }) => ({
      id,
      start,
      modality,
      isChoosing,
      version: sequence,
      topic: topic.label,
      location: location.name,
      hasBegun: start <= ctx.clock.now(),
      free: free.get(id) ?? [],
    })),
  };
}

type Leaving = { id: string; team: string | null };

const inTeam = ({ casemanagers }: Roster, { id, team }: Leaving) =>
  casemanagers.filter((one) => one.id !== id && team !== null && one.team === team);

/** Who can take over from somebody: their team, and where that has nobody else, all others. */
export function colleaguesOf(roster: Roster, leaving: Leaving) {
  const team = inTeam(roster, leaving);
  return team.length > 0 ? team : roster.casemanagers.filter(({ id }) => id !== leaving.id);
}

async function readAppointments({ db, clock }: Ctx, roster: Roster, staffId: string) {
  const rows = await db
    .select({ row: appointments, casemanager: { id: staff.id } })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .where(
      and(
        eq(appointments.casemanagerId, staffId),
        eq(appointments.status, 'booked'),
        gt(appointments.endsAt, new Date(clock.now())),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id));
  return rows.flatMap(({ row, casemanager }) => {
    const topic = roster.topics.find(({ id }) => id === row.topicId);
    const location = roster.locations.find(({ id }) => id === row.locationId);
    // The roster is read from time to time; what was added just now shows the next time.
    if (!topic || !location) return [];
    const modality = modalitySchema.parse(row.modality);
    return [
      {
        id: row.id,
        sequence: row.sequence,
        start: row.startsAt.getTime(),
        isChoosing: row.chooseAgainAt !== null,
        topic,
        location,
        modality,
        casemanager,
      },
    ];
  });
}
