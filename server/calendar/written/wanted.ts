import { createHash } from 'node:crypto';
import { and, asc, eq, gte, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { appointments } from '#db/schema/index.ts';
import type { Ctx } from '#server/calendar/busy/context.ts';
import type { WrittenEntry } from '#server/calendar/busy/source.ts';
import { aboutOf, type Owner, placeOf, titleOf, uidOf } from '#server/calendar/entry.ts';
import { storedFile } from '#server/calendar/feedFile.ts';
import { daysBack, scheduledColumns, scheduledOf } from '#server/calendar/scheduled.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';

/** An afspraak that has to stand in the calendar of its casemanager. */
export interface Wanted {
  appointment: string;
  sequence: number;
  /** The same as long as every letter of the entry is. */
  version: string;
  entry: WrittenEntry;
}

const choiceSchema = z.object({ names: z.boolean(), meetingLink: z.string().nullable() });

/** The first day (in Amsterdam) of which afspraken are written. */
export const firstDay = (now: number): string => addDays(dateInAmsterdam(now), -daysBack);

/** What has to stand in the calendar of a casemanager now: what is booked, as the feed has it. */
export async function readWanted(ctx: Ctx, casemanagerId: string): Promise<Wanted[]> {
  const [{ settings, locations }, [chosen], rows] = await Promise.all([
    ctx.roster.current(),
    ctx.sql`
      select coalesce(names, false) as names, meeting_link as "meetingLink"
      from staff left join staff_calendars on staff_id = staff.id where staff.id = ${casemanagerId}`,
    ctx.db
      .select(scheduledColumns)
      .from(appointments)
      .where(
        and(
          eq(appointments.casemanagerId, casemanagerId),
          eq(appointments.status, 'booked'),
          gte(appointments.localDate, firstDay(ctx.clock.now())),
          isNull(appointments.wipedAt),
        ),
      )
      .orderBy(asc(appointments.startsAt), asc(appointments.id)),
  ]);
  const { names, meetingLink } = choiceSchema.parse(chosen);
  const { municipality, email, namesInCalendars } = settings;
  const owner: Owner = { kind: 'staff', names: names && namesInCalendars };
  const options = { municipality, email, publicUrl: ctx.publicUrl };
  return rows.map((row) => {
    const scheduled = scheduledOf(row, locations, { meetingLink });
    const text = storedFile(scheduled, owner, options);
    return {
      appointment: row.id,
      sequence: row.sequence,
      version: createHash('sha256').update(text).digest('base64url'),
      entry: {
        uid: uidOf(row.id),
        start: scheduled.start,
        end: scheduled.end,
        title: titleOf(scheduled, owner),
        place: placeOf(scheduled, owner),
        about: aboutOf(scheduled, owner, options),
        text,
      },
    };
  });
}
