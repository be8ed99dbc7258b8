import { randomUUID } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import { addDays, startOfDate } from '#server/kernel/time.ts';
import { locationId, topic } from './gemeente.ts';

export const appointmentsInWeek = 60;

/** Twelve afspraken a day, half an hour each. */
export async function fillWeek(sql: Sql, casemanager: string, monday: string): Promise<void> {
  const rows = Array.from({ length: appointmentsInWeek }, (_, index) => {
    const date = addDays(monday, Math.floor(index / 12));
    const begin = startOfDate(date) + (9 * 60 + (index % 12) * 40) * 60_000;
    const start = new Date(begin).toISOString();
    const end = new Date(begin + 30 * 60_000).toISOString();
    return {
      id: randomUUID(),
      status: 'booked',
      topic_id: topic,
      location_id: locationId(0),
      modality: index % 2 ? 'telefoon' : 'op-locatie',
      casemanager_id: casemanager,
      starts_at: start,
      ends_at: end,
      during: `[${start},${end})`,
      local_date: date,
      created_at: start,
      booked_at: start,
      reference: randomUUID(),
      token_hash: randomUUID(),
      name: `Robin ${index}`,
      phone: '+31612345678',
      age_group: '18-22',
    };
  });
  await sql`insert into appointments ${sql(rows)}`;
}
