import type { DayLoad } from '#server/team/loadOfDay.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

/** Minutes as people read them: `2:30`. */
export const sayMinutes = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** How full a day is, in short. */
export const sayLoad = (t: T, { booked, most }: Pick<DayLoad, 'booked' | 'most'>): string =>
  most > 0 ? t('team.day.load', { booked, most }) : t('team.day.only', { booked });

/**
 * What is to know beside it: why there is no work, what is free, what is too much. The most urgent first. `isOver`: of today or
 * before, when that nothing is free says little.
 */
export function sayBeside(t: T, day: DayLoad, isOver: boolean): string[] {
  const outside =
    day.outside === 0
      ? []
      : [day.outside === 1 ? t('team.day.outside.one') : t('team.day.outside.more', { count: day.outside })];
  if (day.off !== null) return [...outside, t(`team.day.off.${day.off}`)];
  const tooMany = day.booked > day.most ? [t('team.day.over')] : [];
  const partly = day.partly ? [t('team.day.partly')] : [];
  const elsewhere = day.elsewhere > 0 ? [t('team.day.elsewhere')] : [];
  return [...outside, ...tooMany, ...sayFree(t, day, isOver), ...partly, ...elsewhere];
}

function sayFree(t: T, { free, booked, most }: DayLoad, isOver: boolean): string[] {
  if (free > 0 && booked < most) return [t('team.day.free', { time: sayMinutes(free) })];
  return isOver || booked > most ? [] : [t('team.day.full')];
}
