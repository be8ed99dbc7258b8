import { mayBook, mayMeet } from '#server/booking/mayBook.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { type HoldInput, holdSchema } from '#server/booking/schema.ts';
import type { OfferedSlot, TooMany } from '#server/booking/types.ts';
import type { Ctx } from '#server/http/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { holdInvitationTime } from '#server/referral/bookInvitation.ts';
import { findInvitationTimes } from '#server/referral/findReferralTimes.ts';
import type { Topic } from '#server/roster/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, readForm } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { type Asked, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { waitingPathsIn } from '../waitingList/paths.ts';
import { formErrors } from './errors.ts';
import { findTopic, type Manner, mannerWords, readManner, wantedManner } from './manner.ts';
import { type Came, cameAs, readOwn } from './own.ts';
import { type OwnChoice, planOwnTimes } from './ownTimes.ts';
import { type MannerWords, type OwnWords, pathsIn } from './paths.ts';
import { type TakenView, takenView } from './taken.ts';
import type { WeekTimes } from './times.ts';

interface TimesPage extends Came {
  view: 'times';
  topic: Topic;
  manner: Manner;
  times: WeekTimes;
  choice: OwnChoice | undefined;
  /** Times (epoch ms) before all others, for who was invited and cannot wait. */
  sooner: readonly number[];
  /** Whose times these are, for addresses: where the own casemanager has no time, they are everybody's. */
  shown: OwnWords | undefined;
  /** The word of the casemanager whose times alone these are. */
  only: string | undefined;
  /** `week` of the address, as it stands there. */
  week: string | null;
  /** Where to be told when a time comes free, for whom the topic is. */
  waitHref: string | undefined;
  errors: PageErrors;
  taken: TakenView | null;
}

export type WhenPage =
  | { view: 'broken'; again: string }
  | { view: 'too-many'; again: string; tooMany: TooMany }
  | TimesPage;

/** "When": shows free times, and holds the one that is chosen. */
export const whenStep: TakeStep<WhenPage> = async (asked) => {
  const { ctx } = asked.locals;
  const query = asked.url.searchParams;
  const paths = pathsIn(ctx.language);
  const roster = await ctx.roster.current();
  const how = readOwn(ctx, roster, query);
  const { own, gone, words: came } = how;
  const as = cameAs(how);
  const topic = findTopic(roster, query, as);
  const wanted = wantedManner(query);
  // There it says what to do instead, of a topic that is for others or not offered any more.
  if (!topic) return redirectTo(paths.topic(query.get('topic') ?? undefined, wanted, came));
  const manner = readManner(roster, query, as);
  if (!manner) return redirectTo(paths.how(topic.id, wanted, came));

  const words = mannerWords(manner);
  const invitation = came?.invitation;
  const invited = invitation === undefined ? [] : await timesOfInvited(ctx, invitation, topic, words);
  if (invited === null) return redirectTo(paths.invitation(invitation ?? ''));
  const week = query.get('week');
  const values = await sentTo(asked);
  const casemanager = own && !own.anybody ? own.word : undefined;
  const result =
    values &&
    (await attempt(holdSchema, { topic: topic.id, ...words, start: values.start, casemanager }, (wanted) =>
      keep(ctx, wanted, invitation),
    ));
  if (result?.ok) {
    ctx.visits.moved({ subject: 'booking', language: ctx.language, from: 'when', to: 'details' });
    return redirectTo(paths.details(result.hold.token, came));
  }

  const again = paths.when(topic.id, words, week ?? undefined, came);
  if (values === null) return showPage({ view: 'broken', again }, 400);
  if (result?.error === 'too-many') {
    const { retryAfterSeconds } = result;
    return {
      kind: 'page',
      status: 429,
      retryAfterSeconds,
      page: { view: 'too-many', again, tooMany: result },
    };
  }
  const invalid = result?.error === 'invalid';
  const taken = result?.error === 'taken' ? takenView(roster, manner, result) : null;
  // The link was used or ended at this moment: its own page says which.
  if (result && !invalid && !taken) return redirectTo(paths.invitation(invitation ?? ''));
  const errors = formErrors(
    invalid ? [{ field: 'tijden', message: 'start-invalid' }] : [],
    ['tijden'],
    ctx.language,
  );
  const otherwise = invitation === undefined ? 'anybody' : 'invited';
  const ownOnly = !mayBook(topic, otherwise) || !mayMeet(manner.modality, otherwise);
  const { times, choice } = await planOwnTimes(ctx, roster, { topic, manner, week, own, ownOnly });
  const [first = Number.POSITIVE_INFINITY] = times.others;
  const sooner = [...new Set(invited.map(({ start }) => start).filter((start) => start < first))];
  const isOwn = ownOnly || choice?.onlyOwn === true;
  const shown = own ? (isOwn ? own.first : own.others) : came;
  const only = isOwn ? own?.word : undefined;
  const canWait =
    roster.settings.waitingList.on && mayBook(topic, 'anybody') && mayMeet(manner.modality, 'anybody');
  const isForAnybody = invitation === undefined && only === undefined;
  if (isForAnybody && asked.request.method === 'GET' && isNothingFree(times))
    ctx.nothingFree.found({ topic: topic.id, ...words });
  const page = {
    topic,
    manner,
    own,
    gone,
    words: came,
    times,
    choice,
    sooner,
    shown,
    only,
    week,
    waitHref: canWait && isForAnybody ? waitingPathsIn(ctx.language).join(topic.id, words) : undefined,
    errors,
    taken,
  };
  return showPage({ view: 'times', ...page }, invalid ? 422 : taken ? 409 : 200);
};

/** Whether there is no free time at all, as far ahead as can be booked. */
const isNothingFree = ({ starts, others }: WeekTimes) => starts.length === 0 && others.length === 0;

const keep = (ctx: Ctx, wanted: HoldInput, invitation: string | undefined) =>
  invitation === undefined ? placeHold(ctx, wanted) : holdInvitationTime(ctx, invitation, wanted);

/** The next free times for who was invited; null when the link opens nothing (any more). */
async function timesOfInvited(
  ctx: Ctx,
  invitation: string,
  topic: Topic,
  how: MannerWords,
): Promise<OfferedSlot[] | null> {
  const from = dateInAmsterdam(ctx.clock.now());
  const found = await findInvitationTimes(ctx, invitation, { topic: topic.id, from, ...how });
  return found.ok ? found.times.days.flatMap(({ times }) => times) : null;
}

/** What was sent; null when it is no form, undefined when nothing was. */
const sentTo = async ({ request }: Asked): Promise<FormValues | null | undefined> =>
  request.method === 'POST' ? await readForm(request) : undefined;
