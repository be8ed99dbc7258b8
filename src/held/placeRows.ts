import { showPhone } from '#server/booking/contact.ts';
import type { HeldPlace } from '#server/held/types.ts';
import { texts } from '../content/texts.ts';
import { wishLines } from '../waitingList/wishLines.ts';
import { known, type Row } from './appointmentRows.ts';
import { sayMoment } from './moment.ts';

const t = texts();

/** All that is kept of somebody's place in the waiting list, row by row. */
export function placeRows(one: Omit<HeldPlace, 'history'>): Row[] {
  const moment = (at: Date | null) => at && sayMoment('nl', at);
  return known([
    { term: t('held.topic'), value: one.topic.nl },
    { term: t('request.place.earlier'), value: moment(one.earlierThan) },
    { term: t('held.name'), value: one.name },
    { term: t('held.age'), value: one.ageGroup && t(`booking.age.${one.ageGroup}`) },
    { term: t('held.email'), value: one.email },
    { term: t('held.phone'), value: one.phone && showPhone(one.phone) },
    { term: t('held.language'), value: t(`booking.language.${one.language}`) },
    ...wishLines(one.wishes, 'nl', (id) => id),
    ...one.offers.map(({ startsAt, offeredAt, expiresAt, state }) => ({
      term: t('request.place.offer', { start: sayMoment('nl', startsAt) }),
      value: t('request.place.offer.value', {
        at: sayMoment('nl', offeredAt),
        until: sayMoment('nl', expiresAt),
        state: t(`request.place.state.${state}`),
      }),
    })),
    { term: t('request.place.ended'), value: moment(one.endedAt) },
    { term: t('request.place.why'), value: one.endReason && t(`request.place.end.${one.endReason}`) },
  ]);
}
