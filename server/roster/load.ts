import { asc, eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import * as tables from '#db/schema/index.ts';
import { modalities } from '#db/schema/words.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { weekHoursSchema } from '#server/openingHours/schema.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { publicHolidays } from '#server/slots/holidays.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import type { AvailabilityException, WeeklyRule } from '#server/slots/types.ts';
import { closedUntil } from './closedUntil.ts';
import { amenitySchema } from './schema.ts';
import type { Casemanager, Location, Roster, Topic } from './types.ts';

const modalityList = modalitySchema.array();
const amenityList = amenitySchema.array();
/** PostgreSQL says `09:00:00`; the engine speaks of minutes. */
const minutes = (time: string) => time.slice(0, 5);

/** Reads the whole roster as it stands, public holidays of this year and the next two included. */
export async function loadRoster(db: Pick<Database, 'transaction'>, now: number): Promise<Roster> {
  // One transaction, so that version and content belong together.
  return db.transaction((tx) => readRoster(tx, now), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}

/** The same, within a transaction of the caller: one that is its only writer (`lockRoster`), or that sees one moment. */
export async function readRoster(tx: Pick<Database, 'select'>, now: number): Promise<Roster> {
  const [version] = await tx.select().from(tables.rosterVersion);
  const [settings] = await tx.select().from(tables.settings);
  const locations = await tx.select().from(tables.locations).orderBy(asc(tables.locations.position));
  const topics = await tx.select().from(tables.topics).orderBy(asc(tables.topics.position));
  const staff = await tx
    .select()
    .from(tables.staff)
    .where(eq(tables.staff.active, true))
    .orderBy(asc(tables.staff.firstName), asc(tables.staff.id));
  const rules = await tx.select().from(tables.weeklyRules);
  const exceptions = await tx.select().from(tables.availabilityExceptions);
  const closures = await tx.select().from(tables.closures);
  const year = new Date(now).getUTCFullYear();
  const offered = new Set(locations.filter((location) => location.active).map(({ id }) => id));
  return {
    version: version?.version ?? 0,
    settings: settingsSchema.parse(settings?.values ?? {}),
    locations: locations.map(toLocation),
    topics: topics.map(toTopic),
    casemanagers: staff
      .filter((person) => person.roles.includes('casemanager'))
      .map((person) => toCasemanager(person, rules, exceptions, offered)),
    closures: [
      ...closures.map(({ name, dateFrom, dateUntil, locationId }) => ({
        name,
        dateFrom,
        dateUntil,
        location: locationId,
      })),
      ...locations.flatMap((row) => closedUntil(row.id, row.closedUntil, dateInAmsterdam(now))),
      ...publicHolidays(year, year + 2),
    ],
  };
}

function toLocation(row: typeof tables.locations.$inferSelect): Location {
  const { id, name, neighbourhood, address, phone, closedUntil, active } = row;
  return {
    id,
    name,
    neighbourhood,
    address,
    phone,
    closedUntil,
    active,
    openingHours: weekHoursSchema.parse(row.openingHours),
    walkInHours: weekHoursSchema.parse(row.walkInHours),
    directions: { nl: row.directions, en: row.directionsEn },
    accessibility: { nl: row.accessibility, en: row.accessibilityEn },
    facilities: { nl: row.facilities, en: row.facilitiesEn },
    amenities: amenityList.parse(row.amenities),
    modalities: modalityList.parse(row.modalities),
  };
}

function toTopic(row: typeof tables.topics.$inferSelect): Topic {
  const {
    id,
    durationMinutes,
    gridMinutes,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    bookableBy,
    messages,
    active,
  } = row;
  return {
    id,
    durationMinutes,
    gridMinutes,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    bookableBy,
    messages,
    active,
    label: { nl: row.label, en: row.labelEn },
    hint: { nl: row.hint, en: row.hintEn },
    bring: { nl: row.bring, en: row.bringEn },
  };
}

function toCasemanager(
  person: typeof tables.staff.$inferSelect,
  rules: (typeof tables.weeklyRules.$inferSelect)[],
  exceptions: (typeof tables.availabilityExceptions.$inferSelect)[],
  offered: ReadonlySet<string>,
): Casemanager {
  const theirRules = rules
    .filter((rule) => rule.casemanagerId === person.id && offered.has(rule.locationId))
    .map(toRule);
  const theirExceptions = exceptions
    .filter((exception) => exception.casemanagerId === person.id)
    .flatMap((exception) => toException(exception, offered));
  const extraHours = theirExceptions.filter((exception) => exception.kind === 'extra');
  return {
    id: person.id,
    firstName: person.firstName,
    lastName: person.lastName,
    team: person.teamId,
    meetingLink: person.meetingLink,
    dailyMaximum: person.dailyMaximum,
    modalities: modalities.filter((modality) => modality !== 'video' || person.meetingLink !== null),
    rules: theirRules,
    exceptions: theirExceptions,
    places: [...new Set([...theirRules, ...extraHours].map(({ location }) => location))],
  };
}

function toRule(row: typeof tables.weeklyRules.$inferSelect): WeeklyRule {
  return {
    location: row.locationId,
    weekday: row.weekday,
    weeks: row.weeks,
    from: minutes(row.fromTime),
    until: minutes(row.untilTime),
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    modalities: modalityList.parse(row.modalities),
  };
}

function toException(
  row: typeof tables.availabilityExceptions.$inferSelect,
  offered: ReadonlySet<string>,
): AvailabilityException[] {
  const { dateFrom, dateUntil, fromTime, untilTime, locationId } = row;
  const hours =
    fromTime !== null && untilTime !== null ? { from: minutes(fromTime), until: minutes(untilTime) } : null;
  if (row.kind === 'absence') {
    return [{ kind: 'absence', dateFrom, dateUntil, ...(hours ?? { from: null, until: null }) }];
  }
  if (!hours || locationId === null || !offered.has(locationId)) return [];
  return [
    {
      kind: 'extra',
      dateFrom,
      dateUntil,
      ...hours,
      location: locationId,
      modalities: modalityList.parse(row.modalities),
    },
  ];
}
