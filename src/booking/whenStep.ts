import { placeHold } from '#server/booking/placeHold.ts';
import { holdSchema } from '#server/booking/schema.ts';
import type { TooMany } from '#server/booking/types.ts';
import type { Topic } from '#server/roster/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, readForm } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { type Asked, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { formErrors } from './errors.ts';
import { findTopic, type Manner, mannerWords, readManner } from './manner.ts';
import { type Own, readOwn } from './own.ts';
import { type OwnChoice, planOwnTimes } from './ownTimes.ts';
import { type OwnWords, pathsIn } from './paths.ts';
import { type TakenView, takenView } from './taken.ts';
import type { WeekTimes } from './times.ts';

export type WhenPage =
  | { view: 'broken'; again: string }
  | { view: 'too-many'; again: string; tooMany: TooMany }
  | {
      view: 'times';
      topic: Topic;
      manner: Manner;
      own: Own | undefined;
      /** The address named a casemanager whom we do not know any more. */
      gone: boolean;
      times: WeekTimes;
      choice: OwnChoice | undefined;
      /** Whose times these are, for addresses: where the own casemanager has no time, they are everybody's. */
      shown: OwnWords | undefined;
      /** `week` of the address, as it stands there. */
      week: string | null;
      errors: PageErrors;
      taken: TakenView | null;
    };

/** "When": shows free times, and holds the one that is chosen. */
export const whenStep: TakeStep<WhenPage> = async (asked) => {
  const { ctx } = asked.locals;
  const query = asked.url.searchParams;
  const paths = pathsIn(ctx.language);
  const roster = await ctx.roster.current();
  const topic = findTopic(roster, query);
  const { own, gone } = readOwn(ctx, roster, query);
  if (!topic) return redirectTo(paths.topic(undefined, undefined, own?.now));
  const manner = readManner(roster, query);
  if (!manner) return redirectTo(paths.how(topic.id, undefined, own?.now));

  const words = mannerWords(manner);
  const week = query.get('week');
  const values = await sentTo(asked);
  const casemanager = own && !own.anybody ? own.word : undefined;
  const result =
    values &&
    (await attempt(holdSchema, { topic: topic.id, ...words, start: values.start, casemanager }, (wanted) =>
      placeHold(ctx, wanted),
    ));
  if (result?.ok) {
    ctx.visits.moved({ subject: 'booking', from: 'when', to: 'details' });
    return redirectTo(paths.details(result.hold.token, own?.now));
  }

  const again = paths.when(topic.id, words, week ?? undefined, own?.now);
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
  const errors = formErrors(
    invalid ? [{ field: 'tijden', message: 'start-invalid' }] : [],
    ['tijden'],
    ctx.language,
  );
  const { times, choice } = await planOwnTimes(ctx, roster, { topic, manner, week, own });
  const shown = choice?.onlyOwn ? own?.first : own?.others;
  return showPage(
    { view: 'times', topic, manner, own, gone, times, choice, shown, week, errors, taken },
    invalid ? 422 : taken ? 409 : 200,
  );
};

/** What was sent; null when it is no form, undefined when nothing was. */
const sentTo = async ({ request }: Asked): Promise<FormValues | null | undefined> =>
  request.method === 'POST' ? await readForm(request) : undefined;
