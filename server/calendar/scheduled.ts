import type { InferSelectModel } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import type { Scheduled } from './entry.ts';

/** From so many days back afspraken stand in the calendars of casemanagers. */
export const daysBack = 28;

const { id, status, sequence, revisedAt, startsAt, endsAt, modality, name, visitAddress, locationId } =
  appointments;
/** What of an afspraak can come into the calendar of its casemanager. */
export const scheduledColumns = {
  id,
  status,
  sequence,
  revisedAt,
  startsAt,
  endsAt,
  modality,
  name,
  visitAddress,
  locationId,
};
type Row = Pick<InferSelectModel<typeof appointments>, keyof typeof scheduledColumns>;

/** An afspraak of a casemanager as an entry is made of it. */
export function scheduledOf(
  row: Row,
  locations: readonly (Scheduled['location'] & { id: string })[],
  casemanager: Scheduled['casemanager'],
): Scheduled {
  const location = locations.find((one) => one.id === row.locationId);
  // A foreign key guarantees it, so only a roster that was read before it was added can lack it.
  if (!location) throw new Error(`the roster does not know ${row.locationId}`);
  return {
    id: row.id,
    status: row.status === 'cancelled' ? 'cancelled' : 'booked',
    sequence: row.sequence,
    revisedAt: row.revisedAt.getTime(),
    start: row.startsAt.getTime(),
    end: row.endsAt.getTime(),
    modality: row.modality,
    name: row.name,
    visitAddress: row.visitAddress,
    location,
    casemanager,
  };
}
