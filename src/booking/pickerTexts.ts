import { texts } from '../content/texts.ts';

/** Left in a text for the picker to fill in: `{week}` stays `{week}`. */
const open = { week: '{week}', count: '{count}', day: '{day}', time: '{time}', slot: '{slot}' };

/** The texts of the picker as plain strings, so that the browser need not load all texts of the site. */
export function pickerTexts(lang: Parameters<typeof texts>[0], phone: string) {
  const t = texts(lang);
  return {
    first: t('booking.when.first'),
    choose: t('booking.when.first.choose'),
    slot: t('booking.when.slot', open),
    week: t('booking.when.week', open),
    weeks: t('booking.when.weeks'),
    previous: t('booking.when.previous'),
    next: t('booking.when.next'),
    days: t('booking.when.days'),
    count: t('booking.when.count', open),
    ochtend: t('booking.when.ochtend'),
    middag: t('booking.when.middag'),
    avond: t('booking.when.avond'),
    dayNone: t('booking.when.day.none'),
    full: t('booking.when.full'),
    fullText: t('booking.when.full.text', open),
    fullGo: t('booking.when.full.go'),
    empty: t('booking.when.empty'),
    emptyText: t('booking.when.empty.text'),
    emptyChange: t('booking.when.empty.change'),
    emptyWait: t('waitlist.join.title'),
    callUs: t('booking.call-us', { phone }),
    saidWeek: t('booking.live.week', open),
    saidWeekOne: t('booking.live.week.one', open),
    saidWeekNone: t('booking.live.week.none', open),
    saidFirst: t('booking.live.first', open),
    taken: t('booking.live.taken'),
    freed: t('booking.live.freed'),
    freedOne: t('booking.live.freed.one', open),
    freedMore: t('booking.live.freed.more', open),
    lost: t('booking.live.lost', open),
    movedOn: t('booking.live.moved-on', open),
    offline: t('booking.live.offline'),
    loading: t('booking.live.loading'),
    holding: t('booking.live.holding'),
  };
}
export type PickerTexts = ReturnType<typeof pickerTexts>;
