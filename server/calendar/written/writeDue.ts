import type { Ctx, Services } from '#server/calendar/busy/context.ts';
import { writeCalendar } from './writeCalendar.ts';

const atOnce = 4;
/** One turn of the job: what is due after it waits for the next. */
const turnMs = 120_000;

/** Writes into the calendars in which something stands in another way than it should, a few at once. */
export async function writeDueCalendars(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  const until = performance.now() + turnMs;
  const writeOn = async () => {
    while (performance.now() < until && (await writeCalendar(ctx, { due: true })).kind !== 'none');
  };
  await Promise.all(Array.from({ length: atOnce }, writeOn));
}
