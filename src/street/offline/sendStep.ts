import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/http/context.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../content/texts.ts';
import { timeValue } from '../../desk/form.ts';
import { timeWords } from '../../desk/timeWords.ts';
import { carryOut, type ReferOutcome } from '../carryOut.ts';
import { asTimes } from '../offeredTimes.ts';
import { referWays } from '../paths.ts';
import { stepsOf } from '../steps.ts';
import type { Answer, NearTime } from './outbox.ts';

/**
 * Takes a referral that waited in a browser: all screens at once. Only of who made it: somebody else may be signed in there by
 * now. The key is the one of the form, so what came before is not made again. Null for what is no form of ours.
 */
export async function takeWaiting(ctx: Ctx, values: FormValues | null): Promise<Answer | null> {
  const { staff: me } = may(ctx, 'referral.make');
  const way = referWays.find((one) => values !== null && one === typed(values, 'way'));
  if (values === null || way === undefined) return null;
  if (typed(values, 'who') !== me.id) return { state: 'not-mine' };
  const outcome = await carryOut(ctx, way, { ...values, step: stepsOf(way).at(-1), action: 'next' });
  return answerTo(ctx, values, outcome);
}

async function answerTo(ctx: Ctx, values: FormValues, outcome: ReferOutcome): Promise<Answer> {
  if (outcome.ok)
    return 'made' in outcome ? { state: 'sent', id: outcome.made } : { state: 'wrong', words: [] };
  switch (outcome.error) {
    case 'invalid': {
      const isAgreed = outcome.errors.every(({ field }) => field !== 'consent');
      // Who did not agree, agrees anew to what stands there now.
      if (!isAgreed) return { state: 'consent' };
      return {
        state: 'wrong',
        words: outcome.errors.map(({ message }) => sayMessage(ctx.language, message)),
      };
    }
    case 'taken':
      return { state: 'taken', near: await nearWords(ctx, values, outcome.alternatives) };
    case 'hold-expired':
      return { state: 'taken', near: [] };
    case 'consent-changed':
      return { state: 'consent' };
    case 'too-many':
      return { state: 'later', waitSeconds: outcome.retryAfterSeconds };
    case 'key-reused':
      return { state: 'over' };
    case 'elsewhere':
      return { state: 'wrong', words: await refusedWords(ctx, `elsewhere-${outcome.why}`) };
    case 'same-time':
    case 'too-many-open':
    case 'nothing-offered':
      return { state: 'wrong', words: await refusedWords(ctx, outcome.error) };
  }
}

type RefusedWord =
  | 'elsewhere-age'
  | 'elsewhere-residence'
  | 'same-time'
  | 'too-many-open'
  | 'nothing-offered';

/** What the page of a referral says of it. */
async function refusedWords(ctx: Ctx, word: RefusedWord): Promise<string[]> {
  const { settings } = await ctx.roster.current();
  const t = texts(ctx.language);
  return [t(`street.refused.${word}`), t(`street.refused.${word}.text`, { phone: settings.phone })];
}

async function nearWords(
  ctx: Ctx,
  values: FormValues,
  alternatives: Extract<ReferOutcome, { error: 'taken' }>['alternatives'],
): Promise<NearTime[]> {
  const { locations } = await ctx.roster.current();
  const words = timeWords({
    t: texts(ctx.language),
    w: wording(ctx.language),
    locations,
    now: ctx.clock.now(),
  });
  return asTimes(alternatives, values).map((time) => ({
    value: timeValue(time),
    words: `${words.short(time)}, ${words.where(time)}`,
  }));
}
