import { randomUUID } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import { busChannel, busMessage } from '#server/kernel/bus.ts';
import { startOfDate } from '#server/kernel/time.ts';

/** Tuesday at 11:18: one afspraak runs, the next begins in twelve minutes, two were not noted yet. */
export const moment = Date.parse('2026-12-01T11:18:00+01:00');
const today = '2026-12-01';

interface Planned {
  date: string;
  at: string;
  minutes: number;
  name: string;
  topic: 'school' | 'leerwerkplek' | 'geld' | 'anders';
  how: 'op-locatie' | 'telefoon' | 'video';
  outcome?: 'geweest';
  note?: string;
}

const planned: readonly Planned[] = [
  {
    date: '2026-11-10',
    at: '11:00',
    minutes: 45,
    name: 'Ilias',
    topic: 'geld',
    how: 'op-locatie',
    outcome: 'geweest',
  },
  {
    date: today,
    at: '09:00',
    minutes: 30,
    name: 'Joëlle',
    topic: 'leerwerkplek',
    how: 'op-locatie',
    outcome: 'geweest',
  },
  { date: today, at: '09:45', minutes: 30, name: 'Ilse', topic: 'anders', how: 'op-locatie' },
  { date: today, at: '10:15', minutes: 45, name: 'Damian', topic: 'geld', how: 'op-locatie' },
  { date: today, at: '11:00', minutes: 30, name: 'Rachid', topic: 'anders', how: 'video' },
  { date: today, at: '11:30', minutes: 45, name: 'Fenna', topic: 'geld', how: 'video' },
  { date: today, at: '14:15', minutes: 30, name: 'Quincy', topic: 'anders', how: 'telefoon' },
  { date: today, at: '15:00', minutes: 30, name: 'Yara', topic: 'anders', how: 'telefoon' },
  { date: today, at: '16:00', minutes: 45, name: 'Maryam', topic: 'geld', how: 'video' },
  { date: '2026-12-02', at: '11:00', minutes: 30, name: 'Naomi', topic: 'anders', how: 'telefoon' },
  { date: '2026-12-03', at: '10:00', minutes: 45, name: 'Soufiane', topic: 'school', how: 'op-locatie' },
  { date: '2026-12-07', at: '10:00', minutes: 45, name: 'Giovanni', topic: 'school', how: 'op-locatie' },
  { date: '2026-12-07', at: '14:00', minutes: 30, name: 'Wiktoria', topic: 'anders', how: 'telefoon' },
];

/**
 * Puts the same afspraken in the agenda of one casemanager, whatever the demo had on those days, and none after them: there a
 * follow-up is planned.
 */
export async function planDay(sql: Sql, casemanager: string): Promise<void> {
  const dates = [...new Set(planned.map(({ date }) => date))];
  await sql`
    delete from appointments
    where casemanager_id = ${casemanager} and (local_date in ${sql(dates)} or local_date > ${dates.at(-1) ?? today})`;
  const rows = planned.map(({ date, at, minutes, name, topic, how, outcome }, index) => {
    const [hours = 0, past = 0] = at.split(':').map(Number);
    const begin = startOfDate(date) + (hours * 60 + past) * 60_000;
    const start = new Date(begin).toISOString();
    const end = new Date(begin + minutes * 60_000).toISOString();
    const booked = new Date(Math.min(begin, moment) - 5 * 86_400_000).toISOString();
    return {
      id: randomUUID(),
      status: 'booked',
      topic_id: topic,
      location_id: 'jongerenpunt070',
      modality: how,
      casemanager_id: casemanager,
      starts_at: start,
      ends_at: end,
      during: `[${start},${end})`,
      local_date: date,
      created_at: booked,
      booked_at: booked,
      reference: randomUUID(),
      token_hash: randomUUID(),
      name,
      name_folded: name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
      phone: `+316123456${10 + index}`,
      reach_by: 'bellen',
      age_group: '18-22',
      outcome: outcome ?? null,
    };
  });
  await sql`insert into appointments ${sql(rows)}`;
  await sql.notify(busChannel, busMessage({ agenda: [casemanager] }, 'another process'));
}
