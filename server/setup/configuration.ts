import { asc } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import * as tables from '#db/schema/index.ts';
import { amenitySchema } from '#server/roster/schema.ts';
import { isSettingsPart, settingsParts } from '#server/settings/parts.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import { readTeams } from './known.ts';
import type {
  SetupClosure,
  SetupDocument,
  SetupLocation,
  SetupOrganisation,
  SetupTeam,
  SetupTopic,
} from './schema.ts';

/** One of each kind that a beheerder changes, as the setup file says it; of settings the values of one part. */
export interface ConfigurationValues {
  location: SetupLocation;
  topic: SetupTopic;
  closure: SetupClosure;
  team: SetupTeam;
  organisation: SetupOrganisation;
  settings: Readonly<Record<string, unknown>>;
}

export type ConfigurationKind = keyof ConfigurationValues;

/** All that the gemeente decided, by id; settings by the name of their part, with what was chosen alone. */
export type Configuration = {
  readonly [Kind in ConfigurationKind]: ReadonlyMap<string, ConfigurationValues[Kind]>;
};

/** All of it as it stands, in the order in which it is shown. */
export async function readConfiguration(tx: Database): Promise<Configuration> {
  const { locations, topics, closures, organisations, settings } = tables;
  const byName = [asc(organisations.name), asc(organisations.id)];
  const [stored] = await tx.select().from(settings);
  const rows = {
    locations: await tx.select().from(locations).orderBy(asc(locations.position), asc(locations.id)),
    topics: await tx.select().from(topics).orderBy(asc(topics.position), asc(topics.id)),
    closures: await tx.select().from(closures).orderBy(asc(closures.dateFrom), asc(closures.id)),
    organisations: await tx
      .select()
      .from(organisations)
      .orderBy(...byName),
    teams: await readTeams(tx),
  };
  return {
    location: new Map(rows.locations.map((row) => [row.id, locationOf(row)])),
    topic: new Map(rows.topics.map((row) => [row.id, row])),
    closure: new Map(rows.closures.map((row) => [row.id, closureOf(row)])),
    organisation: new Map(rows.organisations.map((row) => [row.id, organisationOf(row)])),
    team: new Map(rows.teams.map((row) => [row.id, teamOf(row)])),
    settings: new Map(Object.keys(settingsParts).map((part) => [part, partOf(stored?.values ?? {}, part)])),
  };
}

/** The same as a document of the setup file, without people. Each list is in the order of its map. */
export const documentOf = (all: Configuration): SetupDocument => ({
  settings: Object.assign({}, ...all.settings.values()),
  locations: [...all.location.values()],
  topics: [...all.topic.values()],
  organisations: [...all.organisation.values()],
  teams: [...all.team.values()],
  closures: [...all.closure.values()],
  accounts: [],
  weeks: [],
});

/** The list of a document in which one of a kind stands. */
export const sectionOf = {
  location: 'locations',
  topic: 'topics',
  closure: 'closures',
  organisation: 'organisations',
  team: 'teams',
} as const satisfies Record<Exclude<ConfigurationKind, 'settings'>, keyof SetupDocument>;

type Row<Table extends { $inferSelect: unknown }> = Table['$inferSelect'];

function locationOf(row: Row<typeof tables.locations>): SetupLocation {
  return {
    ...row,
    amenities: amenitySchema.array().parse(row.amenities),
    modalities: modalitySchema.array().parse(row.modalities),
  };
}

const closureOf = ({ name, dateFrom, dateUntil, locationId }: Row<typeof tables.closures>): SetupClosure => ({
  name,
  from: dateFrom,
  until: dateUntil,
  ...(locationId !== null && { location: locationId }),
});

function organisationOf(row: Row<typeof tables.organisations>): SetupOrganisation {
  const { name, kind, contactFunction, contactEmail: email, contactPhone: phone, active } = row;
  const contact = contactFunction === null ? null : { function: contactFunction, email, phone };
  return { name, kind, contact, active };
}

const teamOf = ({
  name,
  organisation,
  task,
  active,
}: Awaited<ReturnType<typeof readTeams>>[number]): SetupTeam => ({
  name,
  ...(organisation !== undefined && { organisation }),
  task,
  active,
});

/** The values of one part of the settings. */
export function partOf(values: Readonly<Record<string, unknown>>, part: string) {
  const names: readonly string[] = isSettingsPart(part) ? settingsParts[part] : [];
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
