import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import pino from 'pino';
import type { Database, Sql } from '#db/client.ts';
import * as tables from '#db/schema/index.ts';
import type { OidcConfig } from '#server/accounts/sso/provider.ts';
import type { LogbookConfig } from '#server/audit/spans/sendSpans.ts';
import type { GraphConfig, GraphHosts } from '#server/calendar/busy/graph/graphApi.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import type { PrivateTargets } from '#server/outgoing/outgoing.ts';
import type { Reach } from '#server/outgoing/reach.ts';
import { createServices } from '#server/services.ts';

/** A clock that stands still until it is told to go on. */
export interface FixedClock extends Clock {
  set(instant: string): void;
  advance(ms: number): void;
}

/** Stands at a Friday morning in winter unless told otherwise. */
export function fixedClock(instant = '2026-11-20T10:00:00+01:00'): FixedClock {
  let now = Date.parse(instant);
  return {
    now: () => now,
    set: (to) => {
      now = Date.parse(to);
    },
    advance: (ms) => {
      now += ms;
    },
  };
}

/** A name that no other row in this run has. */
const unique = (word: string) => `${word}-${randomUUID().slice(0, 8)}`;

type NewLocation = typeof tables.locations.$inferInsert;

/** A location where everything can be done. Gives its id. */
export async function makeLocation(db: Database, values: Partial<NewLocation> = {}): Promise<string> {
  const row: NewLocation = {
    id: unique('plek'),
    name: 'Centrum',
    neighbourhood: 'Centrum',
    address: 'Voorbeeldplein 1, 2500 AA Den Haag',
    modalities: ['op-locatie', 'telefoon', 'video'],
    ...values,
  };
  await db.insert(tables.locations).values(row);
  return row.id;
}

type NewTopic = typeof tables.topics.$inferInsert;

/** A topic of half an hour on the quarter, without buffers. Gives its id. */
export async function makeTopic(db: Database, values: Partial<NewTopic> = {}): Promise<string> {
  const row: NewTopic = {
    id: unique('onderwerp'),
    label: 'School kiezen',
    labelEn: 'Choosing a school',
    durationMinutes: 30,
    ...values,
  };
  await db.insert(tables.topics).values(row);
  return row.id;
}

/** `team` is a name: the team is made when it is not there yet; null for somebody without one. */
type NewStaff = typeof tables.staff.$inferInsert & { team: string | null };
type NewRule = typeof tables.weeklyRules.$inferInsert;

interface Week extends Partial<Omit<NewRule, 'casemanagerId' | 'weekday'>> {
  locationId: string;
  /** ISO weekdays, Monday to Friday unless given. */
  weekdays?: readonly number[];
}

/** A casemanager who works from nine to five in each given week. Gives their id. */
export async function makeCasemanager(
  db: Database,
  weeks: readonly Week[],
  { team = 'Casemanagers', ...values }: Partial<NewStaff> = {},
): Promise<string> {
  const id = randomUUID();
  const teamId = teamOf(team)?.id ?? null;
  if (team !== null && teamId !== null)
    await db.insert(tables.teams).values({ id: teamId, name: team }).onConflictDoNothing();
  await db.insert(tables.staff).values({
    id,
    email: `${id}@example.nl`,
    firstName: 'Noor',
    lastName: 'Voorbeeld',
    roles: ['casemanager'],
    dailyMaximum: 48,
    teamId,
    teamName: null,
    ...values,
  });
  const rules = weeks.flatMap(({ weekdays = [1, 2, 3, 4, 5], ...week }) =>
    weekdays.map(
      (weekday): NewRule => ({
        casemanagerId: id,
        weekday,
        fromTime: '09:00',
        untilTime: '17:00',
        validFrom: '2020-01-01',
        modalities: ['op-locatie', 'telefoon', 'video'],
        ...week,
      }),
    ),
  );
  if (rules.length > 0) await db.insert(tables.weeklyRules).values(rules);
  return id;
}

/** A team of tests has an id that follows from its name, so that nobody has to look it up. */
export function teamOf(name: string | null): StaffMember['team'] {
  if (name === null) return null;
  if (name === 'Casemanagers') return { id: tables.firstTeam, name };
  const hash = createHash('sha256').update(name).digest('hex');
  return { id: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4000-8000-${hash.slice(12, 24)}`, name };
}

/** Somebody of staff at work, of the team in which `makeCasemanager` puts people unless told otherwise. */
export function staffCtx(
  services: Services,
  id: string,
  { team = 'Casemanagers', ...values }: Partial<Omit<StaffMember, 'team'>> & { team?: string | null } = {},
): Ctx {
  const somebody = { firstName: 'Noor', lastName: 'Voorbeeld', email: `${id}@example.nl` };
  const work = {
    roles: ['casemanager' as const],
    team: teamOf(team),
    organisation: tables.firstOrganisation,
    roomy: false,
    session: 'of tests',
  };
  const staff = { id, ...somebody, ...work, ...values };
  return { ...services, actor: { kind: 'staff', staff, addressKey: 'office' }, language: 'nl' };
}

/** A jongere who asks. */
export function jongereCtx(services: Services, addressKey = 'somewhere'): Ctx {
  return { ...services, actor: { kind: 'jongere', addressKey, networks: [addressKey] }, language: 'nl' };
}

/** What Doorstart does by itself. */
export const systemCtx = (services: Services): Ctx => ({
  ...services,
  actor: { kind: 'system' },
  language: 'nl',
});

interface ServiceOptions {
  clock?: Clock;
  publicUrl?: string;
  secret?: string;
  limitsEnabled?: boolean;
  log?: Logger;
  oidc?: OidcConfig;
  logbook?: LogbookConfig;
  privateTargets?: PrivateTargets;
  reach?: Reach;
  graph?: { config: GraphConfig; hosts: GraphHosts };
  hasMailbox?: boolean;
}

/** Services on a database of tests, silent and without limits unless asked. Close them when done. */
export function makeServices(
  { sql, db }: { sql: Sql; db: Database },
  options: ServiceOptions = {},
): Promise<Services> {
  return createServices({
    sql,
    db,
    clock: options.clock ?? fixedClock(),
    log: options.log ?? pino({ level: 'silent' }),
    secret: options.secret ?? 'a secret that only tests have, of some length',
    publicUrl: options.publicUrl ?? 'https://doorstart.test',
    limitsEnabled: options.limitsEnabled ?? false,
    oidc: options.oidc ?? null,
    logbook: options.logbook ?? null,
    privateTargets: options.privateTargets ?? 'none',
    ...(options.reach && { reach: options.reach }),
    graph: options.graph ?? null,
    hasMailbox: options.hasMailbox ?? false,
  });
}
