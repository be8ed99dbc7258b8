import type { Language } from '#server/kernel/languages.ts';
import type { PickerTexts } from '../pickerTexts.ts';
import type { WeekTimes } from '../times.ts';
import type { StartsQuery } from './fetchStarts.ts';

/** What the page tells the picker. All of it plain, so that it can travel to the browser. */
export interface PickerProps extends StartsQuery {
  times: WeekTimes;
  /** The address of the page without a week; it has a query already. */
  base: string;
  /** `week` of the address. */
  week: string | null;
  mannerHref: string;
  /** Where to be told when a time comes free; left out where that cannot be. */
  waitHref?: string | undefined;
  callHref: string;
  lang: Language;
  texts: PickerTexts;
}
