import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Topic } from '#server/roster/types.ts';
import { mayBook } from './mayBook.ts';

/** The topics that a link on a poster or another site may choose: those that everybody can book. */
export async function findLinkTopics(ctx: Ctx): Promise<Topic[]> {
  may(ctx, 'link.make');
  const { topics } = await ctx.roster.current();
  return topics.filter((topic) => topic.active && mayBook(topic, 'anybody'));
}
