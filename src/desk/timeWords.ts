import type { StaffTime } from '#server/booking/findStaffTimes.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Location } from '#server/roster/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

interface Ground {
  t: T;
  w: Wording;
  locations: readonly Location[];
  /** Epoch ms. */
  now: number;
}

/** A free time in words, for who books it. */
export function timeWords({ t, w, locations, now }: Ground) {
  const today = dateInAmsterdam(now);
  /** `Vandaag`, `Morgen`, `Donderdag 3 december` */
  const day = (date: string) => {
    if (date === today) return t('desk.book.today');
    if (date === addDays(today, 1)) return t('desk.book.tomorrow', { day: w.dayOfDate(date) });
    return w.dayOfDate(date);
  };
  /** `vandaag`, `do 3 dec`: on a button. */
  const shortDay = (date: string) => (date === today ? t('desk.book.today').toLowerCase() : w.shortDay(date));
  const where = ({ modality, location }: Pick<StaffTime, 'modality' | 'location'>) => {
    if (!meetsAtLocation(modality)) return t(`desk.book.manner.${modality}`);
    const place = locations.find(({ id }) => id === location)?.name ?? location ?? '';
    return modality === 'wandelen' ? t('staff.walk', { place }) : place;
  };
  const hours = ({ start, end }: StaffTime) =>
    t('desk.book.hours', { from: w.time(start), until: w.time(end) });
  /** `do 3 dec 09:00` */
  const short = ({ start }: StaffTime) => `${shortDay(dateInAmsterdam(start))} ${w.time(start)}`;
  return { day, where, hours, short };
}
