import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/client.ts';
import { demoAccounts } from '../../db/demo/accounts.ts';
import {
  type DemoCasemanager,
  type DemoException,
  demoCasemanagers,
  demoClosures,
} from '../../db/demo/casemanagers.ts';
import { demoLocations, demoTopics } from '../../db/demo/places.ts';
import * as tables from '../../db/schema/index.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { addDays } from '../time.ts';

/** Long enough ago for afspraken that took place. */
const workedSinceDays = -84;

/** Writes places, topics, people and their weeks, counted from a Monday. */
export async function insertRoster(tx: Transaction, monday: string): Promise<void> {
  const staff = await Promise.all(demoCasemanagers.map(toStaff));
  const idOf = new Map(staff.map(({ email, id }) => [email, id]));
  const withId = demoCasemanagers.map((casemanager) => ({
    ...casemanager,
    id: idOf.get(casemanager.email) ?? '',
  }));
  await tx.insert(tables.locations).values([...demoLocations]);
  await tx.insert(tables.topics).values([...demoTopics]);
  await tx.insert(tables.staff).values(staff);
  await tx
    .insert(tables.weeklyRules)
    .values(withId.flatMap(({ id, week }) => week.flatMap((hours) => toRules(id, hours, monday))));
  await tx
    .insert(tables.availabilityExceptions)
    .values(
      withId.flatMap(({ id, exceptions }) =>
        exceptions.map((exception) => toException(id, exception, monday)),
      ),
    );
  await tx.insert(tables.closures).values(
    demoClosures.map(({ name, days, location }) => ({
      name,
      ...period(monday, days),
      locationId: location,
    })),
  );
}

async function toStaff(casemanager: DemoCasemanager) {
  const { email, firstName, lastName, meetingLink, dailyMaximum } = casemanager;
  const account = demoAccounts.find((demo) => demo.email === email);
  return {
    id: randomUUID(),
    email,
    firstName,
    lastName,
    role: 'casemanager' as const,
    passwordHash: account ? await hashPassword(account.password) : null,
    meetingLink,
    dailyMaximum,
  };
}

function toRules(casemanagerId: string, hours: DemoCasemanager['week'][number], monday: string) {
  const { location, weekdays, from, until, modalities, firstWeek, lastWeek } = hours;
  return weekdays.map((weekday) => ({
    casemanagerId,
    locationId: location,
    weekday,
    fromTime: from,
    untilTime: until,
    modalities: [...modalities],
    validFrom: addDays(monday, firstWeek === undefined ? workedSinceDays : firstWeek * 7),
    validUntil: lastWeek === undefined ? null : addDays(monday, lastWeek * 7 + 6),
  }));
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
