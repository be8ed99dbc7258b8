import type { HoursText } from './props.ts';

const days: Readonly<Record<number, HoursText>> = {
  1: 'hours.day.1',
  2: 'hours.day.2',
  3: 'hours.day.3',
  4: 'hours.day.4',
  5: 'hours.day.5',
  6: 'hours.day.6',
  7: 'hours.day.7',
};
const shortDays: Readonly<Record<number, HoursText>> = {
  1: 'hours.short.1',
  2: 'hours.short.2',
  3: 'hours.short.3',
  4: 'hours.short.4',
  5: 'hours.short.5',
  6: 'hours.short.6',
  7: 'hours.short.7',
};

/** The key of the name of an ISO weekday. */
export const dayText = (weekday: number): HoursText => days[weekday] ?? 'hours.day.1';
export const shortDayText = (weekday: number): HoursText => shortDays[weekday] ?? 'hours.short.1';
