import type { Ctx, Services } from './context.ts';
import { readSource } from './readSource.ts';

const atOnce = 4;
/** One turn of the job: what is due after it waits for the next. */
const turnMs = 120_000;

/** Reads the calendars that are due, a few at once. */
export async function readDueCalendars(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  const until = performance.now() + turnMs;
  const readOn = async () => {
    while (performance.now() < until && (await readSource(ctx, { due: true })).kind !== 'none');
  };
  await Promise.all(Array.from({ length: atOnce }, readOn));
}
