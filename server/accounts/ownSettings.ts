import { and, asc, eq, gt } from 'drizzle-orm';
import { appointments, staff, teams } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';

/** What a casemanager decides about their own agenda. */
export interface OwnValues {
  /** Null: no video is offered. */
  meetingLink: string | null;
  /** Most afspraken a day. */
  dailyMaximum: number;
}

/** A video afspraak to come, which needs the link. */
export interface VideoAppointment {
  id: string;
  name: string | null;
  /** Epoch ms. */
  start: number;
}

/** Own values as they are stored. */
export interface StoredOwn extends OwnValues {
  version: number;
}

export interface OwnSettings extends StoredOwn {
  firstName: string;
  lastName: string;
  email: string;
  /** The name of the team; null for somebody without one. */
  team: string | null;
  /** Soonest first. */
  video: VideoAppointment[];
}

/** The own settings of whoever is signed in, with the video afspraken to come. */
export async function readOwnSettings(ctx: Ctx): Promise<OwnSettings> {
  const { id } = may(ctx, 'own-settings.read').staff;
  const [[own], video] = await Promise.all([
    ctx.db
      .select({ account: staff, team: teams.name })
      .from(staff)
      .leftJoin(teams, eq(teams.id, staff.teamId))
      .where(eq(staff.id, id)),
    ctx.db
      .select({ id: appointments.id, name: appointments.name, startsAt: appointments.startsAt })
      .from(appointments)
      .where(
        and(
          eq(appointments.casemanagerId, id),
          eq(appointments.status, 'booked'),
          eq(appointments.modality, 'video'),
          gt(appointments.endsAt, new Date(ctx.clock.now())),
        ),
      )
      .orderBy(asc(appointments.startsAt)),
  ]);
  if (!own) throw new Error('whoever is signed in has no account any more');
  const { meetingLink, dailyMaximum, version, firstName, lastName, email } = own.account;
  return {
    meetingLink,
    dailyMaximum,
    version,
    firstName,
    lastName,
    email,
    team: own.team,
    video: video.map(({ startsAt, ...row }) => ({ ...row, start: startsAt.getTime() })),
  };
}
