import { may } from '#server/access/may.ts';
import { bookableDates } from '#server/availability/window.ts';
import { mayBook } from '#server/booking/mayBook.ts';
import type { Ctx } from '#server/http/context.ts';
import { findReferralTimes } from '#server/referral/findReferralTimes.ts';
import { readConsent } from '#server/referral/readConsent.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../content/texts.ts';
import { timeValue } from '../../desk/form.ts';
import { timeWords } from '../../desk/timeWords.ts';
import { distinct } from '../offeredTimes.ts';
import type { Known, KnownTime } from './known.ts';

/**
 * What a browser keeps for referring without a connection: the sentence in both languages, and of each topic the next free
 * times. Nothing about a jongere.
 */
export async function knownStep(ctx: Ctx): Promise<Omit<Known, 'readAt'>> {
  const { staff: me } = may(ctx, 'referral.make');
  const roster = await ctx.roster.current();
  const now = ctx.clock.now();
  const { from } = bookableDates(roster, now);
  const { locations } = roster;
  const w = wording(ctx.language);
  const words = timeWords({ t: texts(ctx.language), w, locations, now });
  const times: Record<string, KnownTime[]> = {};
  for (const topic of roster.topics) {
    if (!topic.active || !mayBook(topic, 'invited')) continue;
    const { days } = await findReferralTimes(ctx, { topic: topic.id, urgent: false, visits: false, from });
    times[topic.id] = days.flatMap(({ date, times: ofDay }) =>
      distinct(ofDay).map((time) => ({
        value: timeValue(time),
        start: time.start,
        // Not "today": it may be read tomorrow.
        day: w.dayOfDate(date),
        where: words.where(time),
        time: w.time(time.start),
      })),
    );
  }
  const [nl, en] = [await readConsent(ctx, 'nl'), await readConsent(ctx, 'en')];
  const consent = {
    nl: { text: nl.text, version: nl.version },
    en: { text: en.text, version: en.version },
  };
  return { who: me.id, consent, times };
}
