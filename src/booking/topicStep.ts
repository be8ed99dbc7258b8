import { mayBook } from '#server/booking/mayBook.ts';
import type { Topic } from '#server/roster/types.ts';
import { readForm, typed } from '#ui/form.ts';
import { redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { wantedManner } from './manner.ts';
import { type Came, cameAs, readOwn } from './own.ts';
import { type MannerWords, pathsIn } from './paths.ts';

export interface TopicPage extends Came {
  /** What was sent is no form. */
  broken: boolean;
  /** Nothing was chosen. */
  wrong: boolean;
  topics: readonly Topic[];
  /** The topic of the address, which who comes like this cannot book. */
  forOthers: Topic | undefined;
  /** The topic of the address is not offered (any more). */
  closed: boolean;
  chosen: string | undefined;
  /** How and where a link chose already. */
  manner: MannerWords | undefined;
}

/** "What do you want to talk about": keeps nothing, the answer is in the next address. */
export const topicStep: TakeStep<TopicPage> = async ({ request, url, locals: { ctx } }) => {
  const query = url.searchParams;
  const roster = await ctx.roster.current();
  const came = readOwn(ctx, roster, query);
  const { own, gone, words } = came;
  const active = roster.topics.filter((topic) => topic.active);
  const topics = active.filter((topic) => mayBook(topic, cameAs(came)));
  const forOthers = active.find((topic) => topic.id === query.get('topic') && !topics.includes(topic));
  const manner = wantedManner(query);
  const find = (id: string | null | undefined) => topics.find((topic) => topic.id === id)?.id;
  const known = find(query.get('topic'));
  const closed = query.has('topic') && known === undefined && forOthers === undefined;
  const page = { broken: false, wrong: false, topics, forOthers, closed, manner, own, gone, words };
  if (request.method !== 'POST') return showPage({ ...page, chosen: known });
  const values = await readForm(request);
  const chosen = values ? find(typed(values, 'topic')) : undefined;
  if (chosen !== undefined) {
    ctx.visits.moved({ subject: 'booking', language: ctx.language, to: 'how' });
    return redirectTo(pathsIn(ctx.language).how(chosen, manner, words));
  }
  const broken = values === null;
  return showPage({ ...page, broken, wrong: !broken, chosen }, broken ? 400 : 422);
};
