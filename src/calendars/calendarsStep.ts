import { may } from '#server/access/may.ts';
import { brokenForm, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';

export interface CalendarsPage {
  /** What was just done. */
  done: string | null;
}

/** The calendars that a casemanager uses elsewhere. Each section of the page has forms of its own, told apart by `act`. */
export const calendarsStep: TakeStep<CalendarsPage> = async (asked) => {
  const { ctx } = asked.locals;
  may(ctx, 'calendars.read');
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  return showPage({ done: asked.url.searchParams.get('done') });
};
