import { expect } from '@playwright/test';
import { hashPassword } from '#server/accounts/passwords.ts';
import { busChannel, busMessage } from '#server/kernel/bus.ts';
import { makeCasemanager, makeLocation } from '../../support/factories.ts';
import type { Site } from './site.ts';

/** A place with one casemanager, so that one afspraak fills a time and it is clear whose it is. */
export interface OwnPlace {
  location: string;
  name: string;
  casemanager: { id: string; firstName: string; email: string; password: string };
}

const ownPlaceName = 'Wijkhuis De Proef';
const fullPlaceName = 'Wijkhuis Altijd Vol';

/** Makes the place, and one where nothing is ever free, and lets the server know. */
export async function makeOwnPlace(site: Site): Promise<OwnPlace> {
  const { db } = site;
  const account = { firstName: 'Noor', email: 'noor@example.nl', password: 'een-goed-wachtwoord' };
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  const location = await makeLocation(db, { name: ownPlaceName, neighbourhood: 'Proef', position: 90 });
  const id = await makeCasemanager(db, [{ locationId: location, weekdays }], {
    firstName: account.firstName,
    email: account.email,
    passwordHash: await hashPassword(account.password),
    meetingLink: 'https://video.example.nl/noor',
  });
  const full = await makeLocation(db, {
    name: fullPlaceName,
    neighbourhood: 'Vol',
    position: 91,
    modalities: ['op-locatie'],
  });
  const week = { locationId: full, weekdays, modalities: ['op-locatie'] };
  await makeCasemanager(db, [week], { dailyMaximum: 0 });
  await rosterChanged(site, async () => {
    const answer = await fetch(`${site.url}/api/v1/locations`);
    return (await answer.text()).includes(fullPlaceName);
  });
  return { location, name: ownPlaceName, casemanager: { id, ...account } };
}

/**
 * A place of which no other test takes or changes a time, with somebody who works there every day, or on one date (ISO) with room
 * for so many afspraken. Gives its name and id; end it with `close`.
 */
export async function makeQuietPlace(site: Site, name: string, only?: { date: string; most: number }) {
  const locationId = await makeLocation(site.db, { name, neighbourhood: 'Stil', position: 92 });
  const dates = only ? { validFrom: only.date, validUntil: only.date } : {};
  await makeCasemanager(
    site.db,
    [{ locationId, weekdays: [1, 2, 3, 4, 5, 6, 7], ...dates }],
    only ? { dailyMaximum: only.most } : {},
  );
  const isListed = async () => (await (await fetch(`${site.url}/api/v1/locations`)).text()).includes(name);
  await rosterChanged(site, isListed);
  return {
    name,
    location: locationId,
    async close() {
      await site.sql`update locations set active = false where id = ${locationId}`;
      await rosterChanged(site, async () => !(await isListed()));
    },
  };
}

/** Tells the server that somebody else changed who works when, and waits until the site shows it. */
export async function rosterChanged({ sql }: Site, isShown: () => Promise<boolean>): Promise<void> {
  await sql.notify(busChannel, busMessage({ roster: true }, 'another process'));
  await expect.poll(isShown, { message: 'the site shows who works when' }).toBe(true);
}
