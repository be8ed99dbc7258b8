import { may } from '#server/access/may.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { carryOutFeed, type FeedPart, readFeedPart } from './feedPart.ts';

export interface CalendarsPage {
  feed: FeedPart;
  /** What was just done. */
  done: string | null;
}

/** The calendars that a casemanager uses elsewhere. Each section of the page has forms of its own, told apart by `act`. */
export const calendarsStep: TakeStep<CalendarsPage> = async (asked) => {
  const { ctx } = asked.locals;
  may(ctx, 'calendars.read');
  const { values } = await takeForm(asked);
  if (values === null) return brokenForm;
  if (values) {
    const done = await carryOutFeed(ctx, values);
    return done === null ? brokenForm : redirectTo(staffPaths.calendars(done));
  }
  const query = asked.url.searchParams;
  return showPage({ feed: await readFeedPart(ctx, query.get('ask')), done: query.get('done') });
};
