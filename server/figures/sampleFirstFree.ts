import type { Services } from '#server/availability/context.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import { bookableDates } from '#server/availability/window.ts';
import { dateInAmsterdam, dayMs } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';

/**
 * Once a day: how many days it is to the first free time of each place, for whichever topic comes first. About room and not
 * about people, so it is kept and shown as it is.
 */
export async function sampleFirstFree(services: Services): Promise<void> {
  const { sql, clock, roster } = services;
  const now = clock.now();
  const today = dateInAmsterdam(now);
  const known = await sql`select 1 from first_free_days where day = ${today} limit 1`;
  if (known.length > 0) return;
  const ctx = { ...services, actor: { kind: 'system' as const }, language: 'nl' as const };
  const current = await roster.current();
  const first = new Map<string, number>();
  for (const topic of current.topics.filter(({ active }) => active))
    for (const { location, start } of await findSlots(ctx, { topic, ...bookableDates(current, now) }))
      first.set(location, Math.min(start, first.get(location) ?? start));
  const daysTo = (start: number) =>
    Math.round((Date.parse(dateInAmsterdam(start)) - Date.parse(today)) / dayMs);
  const rows = current.locations
    .filter(({ active }) => active)
    .map(({ id }) => {
      const start = first.get(id);
      return { day: today, location_id: id, days: start === undefined ? null : daysTo(start) };
    });
  if (rows.length === 0) return;
  await write(ctx, ({ tx }) => tx`insert into first_free_days ${tx(rows)} on conflict do nothing`);
}
