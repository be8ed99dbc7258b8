import { and, asc, desc, eq, inArray, ne, or } from 'drizzle-orm';
import { z } from 'zod';
import { appointmentNotes, appointments, history, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { isUndone } from '#server/booking/eventKinds.ts';
import { foldName } from '#server/booking/foldName.ts';
import type { AppointmentRow } from '#server/booking/rows.ts';
import { isChoosing } from '#server/booking/rules.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { findOfTeam } from './findOfTeam.ts';
import {
  type AgendaDetails,
  type HistoryEntry,
  historyKinds,
  type RelatedAppointment,
  type WorkingNote,
} from './types.ts';

/**
 * An afspraak of oneself or of somebody of the own team, with its notes and history. Another team's, a hold and an
 * unknown one look the same.
 */
export async function readAppointment(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; appointment: AgendaDetails } | NotFound> {
  const { staff: me } = may(ctx, 'appointment.read');
  const found = await findOfTeam(ctx, 'appointment.read', id);
  if (!found.ok) return found;
  viewed(ctx, 'appointment.read', { kind: 'appointment', id });
  const { row, roster } = found;
  const [history, notes, related] = await Promise.all([
    readHistory(ctx, id),
    readNotes(ctx, me.id, id),
    readRelated(ctx, row),
  ]);
  const { appointment } = found;
  const chooseAgainAt = row.chooseAgainAt?.getTime() ?? null;
  const cancelledBy = row.status === 'cancelled' ? whoCancelled(history, appointment.cancelledAt) : null;
  return {
    ok: true,
    appointment: {
      ...appointment,
      own: row.casemanagerId === me.id,
      busy: row.busy,
      casemanagerLeft: !roster.casemanagers.some(({ id: known }) => known === row.casemanagerId),
      chooseAgainAt: isChoosing({ chooseAgainAt, start: appointment.start }, ctx.clock.now())
        ? chooseAgainAt
        : null,
      keptOutsideHours: row.keptOutsideHours,
      message: row.messageToJongere,
      cancelledBy,
      history,
      notes,
      related,
    },
  };
}

/** A cancellation by the jongere has a history entry of the same instant; any other one was by staff. */
function whoCancelled(history: readonly HistoryEntry[], at: number | null): 'jongere' | 'staff' {
  const own = history.some(
    (entry) => entry.kind === 'cancelled' && entry.actor === 'jongere' && entry.at === at,
  );
  return own ? 'jongere' : 'staff';
}

const historyKindSchema = z.enum(historyKinds);

async function readHistory(ctx: Ctx, appointmentId: string): Promise<HistoryEntry[]> {
  const found = await ctx.db
    .select({
      at: history.at,
      kind: history.what,
      actor: history.actor,
      staffName: staff.firstName,
      details: history.details,
      undone: isUndone,
    })
    .from(history)
    .leftJoin(staff, eq(staff.id, history.staffId))
    .where(and(eq(history.appointmentId, appointmentId), inArray(history.what, historyKinds)))
    .orderBy(asc(history.id));
  const rows = found.map((row) => ({ ...row, kind: historyKindSchema.parse(row.kind) }));
  const names = await readNames(ctx, rows.map(whoseBefore).concat(rows.map(whoseAfter)));
  return rows.map((row) => ({
    ...row,
    at: row.at.getTime(),
    whoseBefore: names.get(whoseBefore(row) ?? '') ?? null,
    whoseAfter: names.get(whoseAfter(row) ?? '') ?? null,
  }));
}

type Event = Pick<HistoryEntry, 'kind' | 'details'>;
/** Ids of the former and the new casemanager; undefined when the casemanager stayed the same. */
const whoseBefore = ({ kind, details }: Event) => (kind === 'handed-over' ? details.from : details.fromStaff);
const whoseAfter = ({ kind, details }: Event) => (kind === 'handed-over' ? details.to : details.toStaff);

async function readNames(ctx: Ctx, ids: (string | undefined)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== undefined))];
  if (known.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: staff.id, firstName: staff.firstName })
    .from(staff)
    .where(inArray(staff.id, known));
  return new Map(rows.map(({ id, firstName }) => [id, firstName]));
}

async function readNotes(ctx: Ctx, me: string, appointmentId: string): Promise<WorkingNote[]> {
  const { id, at, text, staffId } = appointmentNotes;
  const rows = await ctx.db
    .select({ id, at, text, staffId, staffName: staff.firstName })
    .from(appointmentNotes)
    .innerJoin(staff, eq(staff.id, staffId))
    .where(eq(appointmentNotes.appointmentId, appointmentId))
    .orderBy(asc(at), asc(id));
  return rows.map(({ staffId: by, ...row }) => ({ ...row, at: row.at.getTime(), own: by === me }));
}

/** Of one person there are seldom more, and the feed stays to be read. */
const mostRelated = 30;

async function readRelated(ctx: Ctx, row: AppointmentRow): Promise<RelatedAppointment[]> {
  const { id, startsAt, status, outcome, name, nameFolded, email, phone, followsId } = appointments;
  const sameName = row.name === null ? undefined : eq(nameFolded, foldName(row.name));
  const isOf = [
    eq(followsId, row.id),
    row.followsId === null ? undefined : eq(id, row.followsId),
    // Brothers and sisters share a telephone; a name beside it tells who it is.
    row.email === null ? undefined : and(sameName, eq(status, 'booked'), eq(email, row.email)),
    row.phone === null ? undefined : and(sameName, eq(status, 'booked'), eq(phone, row.phone)),
  ];
  const rows = await ctx.db
    .select({ id, startsAt, status, outcome, name, casemanager: staff.firstName })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .where(
      and(
        or(...isOf),
        ne(id, row.id),
        inArray(status, ['booked', 'cancelled']),
        scope(ctx, 'appointment.read'),
      ),
    )
    .orderBy(desc(startsAt))
    .limit(mostRelated);
  return rows.map(({ startsAt: at, status: state, ...related }) => ({
    ...related,
    start: at.getTime(),
    cancelled: state === 'cancelled',
  }));
}
