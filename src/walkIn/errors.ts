import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { wording } from '#ui/wording.ts';
import { formErrors } from '../booking/errors.ts';
import { texts } from '../content/texts.ts';
import type { DeskNotDone } from './carryOut.ts';

/** What was wrong, in words. */
export function deskErrors(refused: DeskNotDone | undefined): PageErrors {
  const t = texts();
  if (!refused) return pageErrors([]);
  if (refused.error === 'invalid') return formErrors(refused.errors, ['firstName', 'topic', 'room'], 'nl');
  const message =
    refused.error === 'busy'
      ? t('walk-in.error.busy', { time: wording('nl').time(refused.at) })
      : t(`walk-in.error.${refused.error}`);
  return pageErrors([{ message }]);
}
