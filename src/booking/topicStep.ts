import { mayBook } from '#server/booking/mayBook.ts';
import type { Topic } from '#server/roster/types.ts';
import { readForm, typed } from '#ui/form.ts';
import { redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { type Came, cameAs, readOwn } from './own.ts';
import { pathsIn } from './paths.ts';

export interface TopicPage extends Came {
  /** What was sent is no form. */
  broken: boolean;
  /** Nothing was chosen. */
  wrong: boolean;
  topics: readonly Topic[];
  /** The topic of the address, which who comes like this cannot book. */
  forOthers: Topic | undefined;
  chosen: string | undefined;
  /** The location that a link chose already. */
  place: string | undefined;
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
  const wanted = query.get('location');
  const place = roster.locations.find(({ id, active }) => active && id === wanted)?.id;
  const find = (id: string | null | undefined) => topics.find((topic) => topic.id === id)?.id;
  const page = { broken: false, wrong: false, topics, forOthers, place, own, gone, words };
  if (request.method !== 'POST') return showPage({ ...page, chosen: find(query.get('topic')) });
  const values = await readForm(request);
  const chosen = values ? find(typed(values, 'topic')) : undefined;
  if (chosen !== undefined) {
    ctx.visits.moved({ subject: 'booking', language: ctx.language, to: 'how' });
    return redirectTo(pathsIn(ctx.language).how(chosen, place, words));
  }
  const broken = values === null;
  return showPage({ ...page, broken, wrong: !broken, chosen }, broken ? 400 : 422);
};
