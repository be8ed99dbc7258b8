import { may } from '#server/access/may.ts';
import { mayBook } from '#server/booking/mayBook.ts';
import type { Topic } from '#server/roster/types.ts';
import { showPage, type TakeStep } from '#ui/step.ts';

/** The page that a browser shows without a line: the same for everybody, about nobody. */
export const offlineStep: TakeStep<{ topics: readonly Topic[] }> = async ({ locals: { ctx } }) => {
  may(ctx, 'referral.make');
  const { topics } = await ctx.roster.current();
  return showPage({ topics: topics.filter((topic) => topic.active && mayBook(topic, 'invited')) });
};
