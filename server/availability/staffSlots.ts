import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/availability/context.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type { Slot } from '#server/slots/types.ts';
import { readBusy } from './busy.ts';
import { withBusy } from './findSlots.ts';
import { staffWindow } from './window.ts';

export interface StaffSlotsQuery {
  topic: Topic;
  /** Left out, any. */
  modality?: Modality | undefined;
  /** Undefined for telefoon and video, or for any place. */
  location?: string | undefined;
  /** Id of a casemanager of the team; left out, anybody of it. */
  casemanager?: string | undefined;
  /** First and last date, both included. */
  from: string;
  to: string;
  /** Id of an afspraak that is being moved; it does not block itself. */
  except?: string | undefined;
}

/** The free times that staff may give out within their team, soonest first. One query. */
export async function staffSlots(ctx: Ctx, roster: Roster, query: StaffSlotsQuery): Promise<Slot[]> {
  may(ctx, 'agenda.read');
  const { topic, modality, location, casemanager, except, ...range } = query;
  const now = ctx.clock.now();
  const team = peopleInScope(ctx, 'agenda.read', roster.casemanagers).filter(
    ({ id }) => casemanager === undefined || id === casemanager,
  );
  const ids = team.map(({ id }) => id);
  return computeSlots(
    { window: staffWindow(roster, now), topic, ...range, location, modality },
    withBusy({ ...roster, casemanagers: team }, await readBusy(ctx.sql, { ...range, now, except }, ids)),
    roster.closures,
  );
}
