import type { Person } from '#server/accounts/people.ts';
import type { wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

/** Whether somebody gets in, in words. `now` is epoch ms. */
export function standingOf(
  { active, canSignIn, sso, link, linkLost, askedPassword, lastSeen }: Person,
  { t, w, now }: { t: ReturnType<typeof texts>; w: ReturnType<typeof wording>; now: number },
): string {
  if (!active) return t('people.state.ended');
  if (sso)
    return lastSeen === null ? t('people.state.sso') : t('people.state.sso-seen', { day: w.day(lastSeen) });
  if (askedPassword !== null)
    return t('people.state.asked', { day: w.day(askedPassword), time: w.time(askedPassword) });
  if (linkLost) return t('people.state.lost');
  if (canSignIn)
    return lastSeen === null ? t('people.state.active') : t('people.state.seen', { day: w.day(lastSeen) });
  if (link === null) return t('people.state.no-password');
  if (link.expiresAt <= now) return t('people.state.over');
  return t('people.state.invited', { day: w.day(link.expiresAt), time: w.time(link.expiresAt) });
}
