import { sayMessage } from '#server/kernel/texts/texts.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import type { DeskNotDone } from './carryOut.ts';

/** What was wrong, in words. */
export function deskErrors(refused: DeskNotDone | undefined): PageErrors {
  const t = texts();
  if (!refused) return pageErrors([]);
  if (refused.error === 'invalid')
    return pageErrors(sayErrors(refused.errors, { fields: ['firstName', 'topic', 'room'], say: sayWrong }));
  const message =
    refused.error === 'busy'
      ? t('walk-in.error.busy', { time: wording('nl').time(refused.at) })
      : t(`walk-in.error.${refused.error}`);
  return pageErrors([{ message }]);
}

/** Nothing was chosen, or what was chosen is no longer there: the list says what can be. */
const sayWrong = (message: string): string =>
  message === 'topic-unknown' ? texts()('walk-in.error.topic') : sayMessage('nl', message);
