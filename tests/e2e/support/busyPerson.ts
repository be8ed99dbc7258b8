import { randomUUID } from 'node:crypto';
import { busChannel, busMessage } from '#server/kernel/bus.ts';
import { dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { makeCasemanager, makeLocation } from '../../support/factories.ts';
import { topic } from './api.ts';
import type { Site } from './site.ts';

const quarter = 900_000;
/** As long as a name may be, and no place to break it. */
export const longName = 'Maximiliaan'.repeat(8).slice(0, 80);

/**
 * Somebody with forty afspraken today, from seven to five, of people whose names have eighty signs without a space; in a
 * team and at a place of their own, with a colleague who has the same. Gives the ids of both and of an afspraak.
 */
export async function makeBusyPerson({ db, sql }: Site) {
  const team = `Team ${randomUUID()}`;
  const names = { firstName: longName, lastName: longName, team };
  // Closed for jongeren: no list of places in another test gets a name of eighty signs.
  const location = await makeLocation(db, { name: longName, active: false });
  const week = { locationId: location, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const ids = [await makeCasemanager(db, [week], names), await makeCasemanager(db, [week], names)];
  const date = dateInAmsterdam(Date.now());
  const rows = ids.flatMap((casemanager) =>
    Array.from({ length: 40 }, (_, index) => {
      const begin = startOfDate(date) + 7 * 4 * quarter + index * quarter;
      const [start, end] = [begin, begin + quarter].map((at) => new Date(at).toISOString());
      const id = randomUUID();
      return {
        id,
        status: 'booked',
        topic_id: topic,
        location_id: location,
        modality: index % 2 === 0 ? 'telefoon' : 'video',
        casemanager_id: casemanager,
        starts_at: start ?? '',
        ends_at: end ?? '',
        during: `[${start},${end})`,
        local_date: date,
        created_at: new Date(startOfDate(date) - quarter).toISOString(),
        booked_at: new Date(startOfDate(date) - quarter).toISOString(),
        reference: `T-${id.slice(0, 8)}`,
        token_hash: hashToken(id),
        name: longName,
        name_folded: longName.toLowerCase(),
        phone: '+31612345678',
        reach_by: 'bellen',
        age_group: '18-22',
        note: longName.repeat(5),
      };
    }),
  );
  await sql`insert into appointments ${sql(rows)}`;
  await sql.notify(busChannel, busMessage({ roster: true, agenda: ids }, 'another process'));
  const [casemanager = '', colleague = ''] = ids;
  return { casemanager: { id: casemanager }, colleague, afspraak: rows[20]?.id ?? '' };
}
