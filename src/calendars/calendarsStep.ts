import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/http/context.ts';
import type { FormValues } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { type BusyPart, type BusyResult, busyRefused, carryOutBusy, readBusyPart } from './busyPart.ts';
import { type ConnectPart, carryOutConnect, readConnectPart, withoutPassword } from './connectPart.ts';
import { carryOutFeed, type FeedPart, readFeedPart } from './feedPart.ts';

export interface CalendarsPage {
  feed: FeedPart;
  busy: BusyPart;
  connect: ConnectPart;
  /** What was just done. */
  done: string | null;
}

/** The calendars that a casemanager uses elsewhere. Each section of the page has forms of its own, told apart by `act`. */
export const calendarsStep: TakeStep<CalendarsPage> = async (asked) => {
  const { ctx } = asked.locals;
  may(ctx, 'calendars.read');
  const form = await takeForm(asked);
  const { values } = form;
  if (values === null) return brokenForm;
  const result = await form.answer(busyRefused, (sent) => carryOut(ctx, sent));
  if (result?.ok) {
    const { done, open } = result;
    if (done === null) return brokenForm;
    return redirectTo(open === undefined ? staffPaths.calendars(done) : staffPaths.calendar(open, done));
  }
  if (form.sent) return form.again(undefined, withoutPassword(values ?? {}));
  const query = asked.url.searchParams;
  const [feed, busy] = await Promise.all([
    readFeedPart(ctx, query.get('ask')),
    readBusyPart(ctx, { open: query.get('calendar'), values, result }),
  ]);
  const connect = readConnectPart(ctx, values, result);
  return showPage({ feed, busy, connect, done: query.get('done') }, result ? 422 : 200);
};

/** Carries out a form of whichever part it is; `done` is null for one of none. */
async function carryOut(ctx: Ctx, values: FormValues): Promise<BusyResult> {
  for (const part of [carryOutBusy, carryOutConnect]) {
    const result = await part(ctx, values);
    if (!result.ok || result.done !== null) return result;
  }
  return { ok: true, done: await carryOutFeed(ctx, values) };
}
