import type { NoticeKind } from '#server/kernel/outbox.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { NoticeSeen } from '#server/notifications/findNotices.ts';
import type { WayState } from '#server/notifications/readFailed.ts';
import { awayGroupOf } from '#server/notifications/reasons.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

/** What a kind of message is called. */
export const kindWords = (t: ReturnType<typeof texts>, kind: NoticeKind): string =>
  t(`delivery.kind.${kind}`);

/** A day and time, `vr 20 nov, 10:01`. */
export const momentWords = (t: ReturnType<typeof texts>, w: Wording, at: number): string =>
  t('delivery.when', { day: w.shortDay(dateInAmsterdam(at)), time: w.time(at) });

/** How it stands with a way: whether it is there, how many wait and since when, and when one went last. */
export function wayWords(
  t: ReturnType<typeof texts>,
  w: Wording,
  { isSet, waiting, oldest, lastWent, away }: WayState,
): string {
  const moment = (at: number) => momentWords(t, w, at);
  return [
    ...(isSet ? [] : [t('delivery.way.not-set')]),
    ...(away === null
      ? []
      : [t(`delivery.away.${awayGroupOf(away)}`, { reason: away }), t('delivery.away.again')]),
    ...(waiting === 0 || oldest === null
      ? [t('delivery.way.none-waits')]
      : [
          waiting === 1
            ? t('delivery.way.waits.one', { when: moment(oldest) })
            : t('delivery.way.waits', { count: waiting, when: moment(oldest) }),
        ]),
    ...(lastWent === null ? [] : [t('delivery.way.last', { when: moment(lastWent) })]),
  ].join(' ');
}

/** A line about one message: what it is, when, how it went, and what to do when it did not come. */
export interface NoticeLine {
  what: string;
  when: string;
  state: string;
  /** Null when there is nothing to do. */
  toDo: string | null;
}

/** How a message to a jongere of this first name reads; of what failed long ago and was followed by one that came nothing is to do. */
export function noticeLine(
  { kind, channel, state, at, nextAt, why }: NoticeSeen,
  { t, w, name, isLast }: { t: ReturnType<typeof texts>; w: Wording; name: string; isLast: boolean },
): NoticeLine {
  return {
    what: t('delivery.line', { way: t(`delivery.way.${channel}`), kind: kindWords(t, kind) }),
    when: momentWords(t, w, at),
    state: nextAt === null ? t(`delivery.${state}`) : t('delivery.again', { time: w.time(nextAt) }),
    toDo: why === null || !isLast ? null : t(`delivery.do.${why}`, { name }),
  };
}
