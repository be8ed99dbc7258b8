import { randomUUID } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { demoAccounts, demoOrganisations, demoOthers } from '#db/demo/accounts.ts';
import {
  type DemoCasemanager,
  type DemoException,
  demoCasemanagers,
  demoClosures,
} from '#db/demo/casemanagers.ts';
import { demoLocations, demoTopics } from '#db/demo/places.ts';
import * as tables from '#db/schema/index.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { teamsCalled } from '#server/accounts/teamsCalled.ts';
import { addDays, dateInAmsterdam, mondayOf, startOfDate } from '#server/kernel/time.ts';

/** Long enough ago for afspraken that took place. */
const workedSinceDays = -84;

/** Writes places, topics, people and their weeks, counted from the week of a moment. Answers ids of staff by e-mail. */
export async function insertRoster(tx: Transaction, now: number): Promise<Map<string, string>> {
  const today = dateInAmsterdam(now);
  const monday = mondayOf(today);
  const { ids: teams } = await teamsCalled(
    tx,
    [...demoCasemanagers, ...demoOthers].flatMap(({ team }) => team ?? []),
  );
  const staff = await Promise.all(demoCasemanagers.map((one) => toStaff(one, teams)));
  const idOf = new Map(staff.map(({ email, id }) => [email, id]));
  const withId = demoCasemanagers.map((casemanager) => ({
    ...casemanager,
    id: idOf.get(casemanager.email) ?? '',
  }));
  await tx.insert(tables.locations).values([...demoLocations]);
  await tx.insert(tables.topics).values([...demoTopics]);
  await tx.insert(tables.staff).values(staff);
  const organisations = await tx
    .insert(tables.organisations)
    .values([...demoOrganisations])
    .returning({ id: tables.organisations.id, name: tables.organisations.name });
  for (const { role, team, organisation, ...person } of demoOthers) {
    await tx.insert(tables.staff).values({
      ...person,
      roles: [role],
      teamId: team === null ? null : (teams.get(team) ?? null),
      teamName: null,
      organisationId: organisations.find(({ name }) => name === organisation)?.id ?? tables.firstOrganisation,
      passwordHash: await passwordHashOf(person.email),
    });
  }
  await tx
    .insert(tables.weeklyRules)
    .values(withId.flatMap(({ id, week }) => week.flatMap((hours) => toRules(id, hours, today))));
  const [first] = withId;
  await tx
    .insert(tables.availabilityExceptions)
    .values([
      ...withId.flatMap(({ id, exceptions }) =>
        exceptions.map((exception) => toException(id, exception, monday)),
      ),
      ...(first ? hoursNow(first, now) : []),
    ]);
  await tx.insert(tables.closures).values(
    demoClosures.map(({ name, days, location }) => ({
      name,
      ...period(monday, days),
      locationId: location,
    })),
  );
  return idOf;
}

async function toStaff(casemanager: DemoCasemanager, teams: ReadonlyMap<string, string>) {
  const { email, firstName, lastName, team, meetingLink, dailyMaximum } = casemanager;
  return {
    id: randomUUID(),
    email,
    firstName,
    lastName,
    teamId: teams.get(team) ?? null,
    roles: ['casemanager' as const],
    passwordHash: await passwordHashOf(email),
    meetingLink,
    dailyMaximum,
  };
}

async function passwordHashOf(email: string): Promise<string | null> {
  const account = demoAccounts.find((demo) => demo.email === email);
  return account ? hashPassword(account.password) : null;
}

function toRules(casemanagerId: string, hours: DemoCasemanager['week'][number], today: string) {
  const { location, weekdays, weeks, from, until, modalities, month } = hours;
  const nextMonth = Temporal.PlainDate.from(today).with({ day: 1 }).add({ months: 1 }).toString();
  return weekdays.map((weekday) => ({
    casemanagerId,
    locationId: location,
    weekday,
    weeks,
    fromTime: from,
    untilTime: until,
    modalities: [...modalities],
    validFrom: month === 'next' ? nextMonth : addDays(mondayOf(today), workedSinceDays),
    validUntil: month === 'this' ? addDays(nextMonth, -1) : null,
  }));
}

/** Between these hours somebody who tries the demo meets a day with work in it, whatever the day. */
const triedBetween = { from: 7, until: 22 };

/** Extra hours around now, by telephone and video, for who has no working hours then. */
function hoursNow({ id, week }: DemoCasemanager & { id: string }, now: number) {
  const date = dateInAmsterdam(now);
  const hour = Math.floor((now - startOfDate(date)) / 3_600_000);
  const weekday = Temporal.PlainDate.from(date).dayOfWeek;
  const hours = week.filter(({ weekdays }) => weekdays.includes(weekday));
  const ends = Math.max(0, ...hours.map(({ until }) => Number(until.slice(0, 2))));
  if (hour < triedBetween.from || hour >= triedBetween.until || hour < ends - 1) return [];
  const from = ends > 0 ? ends : Math.max(triedBetween.from, Math.min(9, hour - 2));
  const until = Math.min(triedBetween.until, Math.max(17, hour + 4));
  if (from >= until) return [];
  const time = (whole: number) => `${String(whole).padStart(2, '0')}:00`;
  const location = week[0]?.location ?? '';
  const ways = { locationId: location, modalities: ['telefoon' as const, 'video' as const] };
  const times = { fromTime: time(from), untilTime: time(until) };
  return [{ casemanagerId: id, kind: 'extra' as const, dateFrom: date, dateUntil: date, ...times, ...ways }];
}

function toException(casemanagerId: string, exception: DemoException, monday: string) {
  const { kind, days, hours } = exception;
  const common = {
    casemanagerId,
    kind,
    ...period(monday, days),
    fromTime: hours?.[0],
    untilTime: hours?.[1],
  };
  if (exception.kind === 'absence') return { ...common, reason: exception.reason };
  return { ...common, locationId: exception.location, modalities: [...exception.modalities] };
}

function period(monday: string, [first, last]: readonly [number, number]) {
  return { dateFrom: addDays(monday, first), dateUntil: addDays(monday, last) };
}
