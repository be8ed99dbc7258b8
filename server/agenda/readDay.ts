import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { addDays } from '#server/kernel/time.ts';
import { readDays } from './readDays.ts';
import type { Agenda, AgendaDay } from './types.ts';

const daysAfter = 7;

interface Day extends Omit<Agenda, 'days'> {
  day: AgendaDay;
  /** The days of the week after it on which there is an afspraak or a hold. */
  soon: AgendaDay[];
}

/** One day of an agenda and what comes in the week after it; see `readDays` for whose. */
export async function readDay(
  ctx: Ctx,
  { date, who }: { date: string; who?: string | null },
): Promise<({ ok: true } & Day) | NotFound> {
  may(ctx, 'agenda.read');
  const found = await readDays(ctx, { from: date, to: addDays(date, daysAfter), who: who ?? null });
  if (!found.ok) return found;
  const { days, ...agenda } = found;
  const [day, ...after] = days;
  if (!day) throw new Error(`expected a day for ${date}`);
  return { ...agenda, day, soon: after.filter(({ items }) => items.length > 0) };
}
