import { eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { firstOrganisation, firstTeam, logos } from '#db/schema/index.ts';
import { logoSchema } from '#server/settings/looks.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import { documentOf, readConfiguration } from './configuration.ts';
import { type Known, readKnown } from './known.ts';
import { type SetupDocument, type SetupRule, weekdays } from './schema.ts';

/**
 * All that was configured, as a setup file: without passwords, links or other secrets, and without anything about a jongere.
 * Brought in again it changes nothing; brought into an empty database it makes the same.
 */
export async function exportSetup(tx: Database): Promise<SetupDocument> {
  const all = await readConfiguration(tx);
  const known = await readKnown(tx);
  const document = documentOf(all);
  const logoFile = await readLogoFile(tx, document.settings?.logo);
  return {
    ...document,
    ...(logoFile !== undefined && { logoFile }),
    organisations: markFirst(all.organisation, firstOrganisation, { own: true }),
    teams: markFirst(all.team, firstTeam, { first: true }),
    accounts: accountsOf(known),
    weeks: weeksOf(known),
  };
}

/** The text of the file. */
export const writtenSetup = (document: SetupDocument): string => `${JSON.stringify(document, null, 2)}\n`;

function markFirst<Value>(map: ReadonlyMap<string, Value>, first: string, mark: Partial<Value>): Value[] {
  return [...map].map(([id, value]) => (id === first ? { ...value, ...mark } : value));
}

/** The logo that is shown, in base64. */
async function readLogoFile(tx: Database, logo: unknown): Promise<string | undefined> {
  const hash = logoSchema.safeParse(logo).data?.hash;
  if (hash === undefined) return undefined;
  const [row] = await tx.select({ content: logos.content }).from(logos).where(eq(logos.hash, hash));
  return row && Buffer.from(row.content).toString('base64');
}

function accountsOf({ staff, teams, organisations }: Known): SetupDocument['accounts'] {
  const teamNames = new Map(teams.map(({ id, name }) => [id, name]));
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return staff
    .toSorted((a, b) => (a.email < b.email ? -1 : 1))
    .map(
      ({ email, firstName, lastName, roles, teamId, organisationId, meetingLink, dailyMaximum, active }) => {
        const organisation = organisationId === firstOrganisation ? undefined : names.get(organisationId);
        return {
          email,
          firstName,
          lastName,
          roles,
          ...(organisation !== undefined && { organisation }),
          team: teamId === null ? null : (teamNames.get(teamId) ?? null),
          meetingLink,
          dailyMaximum,
          active,
          // Two of one name are two people: that was seen to when the second was added.
          ...(hasNamesake(staff, { email, firstName, lastName }) && { namesake: true }),
        };
      },
    );
}

function hasNamesake(
  staff: Known['staff'],
  one: { email: string; firstName: string; lastName: string },
): boolean {
  const nameOf = (person: typeof one) => `${person.firstName} ${person.lastName}`.toLowerCase();
  return staff.some((other) => other.email !== one.email && nameOf(other) === nameOf(one));
}

function weeksOf({ staff, rules }: Known): SetupDocument['weeks'] {
  return staff
    .filter((person) => person.roles.includes('casemanager'))
    .toSorted((a, b) => (a.email < b.email ? -1 : 1))
    .flatMap(({ id, email }) => {
      const own = rules.filter(({ casemanagerId }) => casemanagerId === id).map(ruleOf);
      // In an order of its own, since a table has none.
      const ordered = own.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      return own.length === 0 ? [] : [{ casemanager: email, rules: ordered }];
    });
}

function ruleOf(row: Known['rules'][number]): SetupRule {
  const { locationId, weekday, weeks, fromTime, untilTime, validFrom, validUntil, modalities } = row;
  return {
    location: locationId,
    weekday: weekdays[weekday - 1] ?? 'maandag',
    weeks,
    from: fromTime.slice(0, 5),
    until: untilTime.slice(0, 5),
    modalities: modalitySchema.array().parse(modalities).toSorted(),
    validFrom,
    ...(validUntil !== null && { validUntil }),
  };
}
