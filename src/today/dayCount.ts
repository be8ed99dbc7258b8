import type { AgendaAppointment, AgendaDay, AgendaItem } from '#server/agenda/types.ts';
import type { texts } from '../content/texts.ts';

const minuteMs = 60_000;
const stands = (item: AgendaItem): item is AgendaAppointment =>
  item.kind === 'appointment' && item.status === 'booked';

/** How full a day is: what is still to come of it, and what is free ("nog 4 van 7, 2:45 vrij"). */
export function dayCount({ items, free }: AgendaDay, now: number, t: ReturnType<typeof texts>): string {
  const standing = items.filter(stands);
  const count = standing.length;
  const left = standing.filter(({ end, outcome }) => now < end && outcome === null).length;
  const minutes = Math.round(free.reduce((sum, { start, end }) => sum + end - start, 0) / minuteMs);
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return [countText({ count, left }, t), ...(minutes > 0 ? [t('today.free', { time })] : [])].join(', ');
}

function countText({ count, left }: { count: number; left: number }, t: ReturnType<typeof texts>): string {
  if (count === 0) return t('today.count.none');
  if (left === 0) return t('today.count.done', { count });
  if (left < count) return t('today.count.left', { left, count });
  return count === 1 ? t('today.count.one') : t('today.count.more', { count });
}
