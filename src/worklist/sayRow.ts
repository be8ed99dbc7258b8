import { noticeChannels } from '#db/schema/words.ts';
import type { ContactWay } from '#server/trajecten/nextStep.ts';
import type { WorklistRow } from '#server/trajecten/readWorklist.ts';
import type { Term } from '#server/trajecten/terms.ts';
import { wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

/** The rungs on which somebody is looked for, in their order, as a row draws them. */
export const rungs = [
  { icon: 'telephone', ways: ['call'] },
  { icon: 'chat', ways: noticeChannels },
  { icon: 'mail', ways: ['letter'] },
  { icon: 'home', ways: ['visit', 'at-school'] },
] as const satisfies readonly { icon: string; ways: readonly ContactWay[] }[];

/** Which rungs were tried. */
export const rungsOf = (tried: readonly ContactWay[]) =>
  rungs.map(({ icon, ways }) => ({ icon, isTried: ways.some((way) => tried.includes(way)) }));

/** The name of the drawing that shows which rungs were tried. */
export const rungsId = (tried: readonly ContactWay[]): string =>
  `rungs-${
    rungsOf(tried)
      .flatMap(({ icon, isTried }) => (isTried ? icon : []))
      .join('-') || 'none'
  }`;

/** How often and by which ways somebody was looked for, in words. */
export function sayTries(t: T, { tries, ways }: Pick<WorklistRow, 'tries' | 'ways'>): string {
  if (tries === 0) return t('worklist.tries.none');
  const said = ways.map((way) => t(`worklist.way.${way}`)).join(', ');
  return tries === 1
    ? t('worklist.tries.one', { ways: said })
    : t('worklist.tries.more', { count: tries, ways: said });
}

/** What has to be done by when, or how late it is. `day` says a date. */
export function sayTerm(t: T, { step, by, daysLate }: Term, day: (date: string) => string): string {
  const what = t(`worklist.term.${step}`);
  if (daysLate === 0) return t('worklist.term.by', { what, day: day(by) });
  return daysLate === 1
    ? t('worklist.term.late.one', { what })
    : t('worklist.term.late', { what, count: daysLate });
}

/** Which setting a term follows: that of the day on which the melding came in. */
export const saySetting = (t: T, { settingOf }: Term): string =>
  settingOf === null
    ? t('worklist.term.setting.first')
    : t('worklist.term.setting', { day: wording('nl').dateOfDate(settingOf) });
