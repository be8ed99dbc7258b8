import { randomUUID } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { walkIns } from '#db/schema/index.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { insertRows } from './insertRows.ts';

/** Who walked in today, and how many minutes ago; without a name, who wants to be a number. */
const came = [
  { firstName: 'Yara', minutesAgo: 24 },
  { firstName: null, minutesAgo: 15 },
  { firstName: 'Daan', minutesAgo: 6 },
] as const;

/** A line at one location, of today. */
export async function insertLine(
  tx: Transaction,
  { location, topics, now }: { location: string; topics: readonly string[]; now: number },
): Promise<void> {
  const rows = came.map(({ firstName, minutesAgo }, index) => ({
    id: randomUUID(),
    locationId: location,
    localDate: dateInAmsterdam(now),
    number: index + 1,
    firstName,
    topicId: topics[index % topics.length] ?? '',
    arrivedAt: new Date(now - minutesAgo * 60_000),
  }));
  await insertRows(tx, walkIns, rows);
}
