import { shownDate } from '#server/kernel/readDate.ts';
import type { texts } from '../content/texts.ts';

/** Whether one is there, ended, or closed for a while. `today` is an ISO date. */
export function stateOf(
  t: ReturnType<typeof texts>,
  active: boolean | undefined,
  closedUntil?: string | null,
  today = '',
): string {
  if (active === false) return t('beheer.state.ended');
  if (closedUntil && closedUntil > today)
    return t('beheer.state.closed-until', { day: shownDate(closedUntil) });
  return t('beheer.state.active');
}
