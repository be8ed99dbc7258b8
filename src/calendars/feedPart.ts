import {
  endFeed,
  makeFeed,
  type OwnCalendars,
  readOwnCalendars,
  saveOwnCalendars,
} from '#server/calendar/ownCalendars.ts';
import { ownCalendarsSchema } from '#server/calendar/schema.ts';
import type { Ctx } from '#server/http/context.ts';
import { type FormValues, typed } from '#ui/form.ts';

/** What the page says of the own agenda in another calendar. */
export interface FeedPart extends Omit<OwnCalendars, 'feed'> {
  /** The address to copy, and the one that the calendar of a device opens; null while there is no feed. */
  links: { https: string; webcal: string } | null;
  /** It is asked whether this is really to be done. */
  asks: 'renew' | 'end' | null;
}

export async function readFeedPart(ctx: Ctx, ask: string | null): Promise<FeedPart> {
  const { feed, ...own } = await readOwnCalendars(ctx);
  const https = feed && `${ctx.publicUrl}${feed}`;
  const links = https ? { https, webcal: https.replace(/^https?:/, 'webcal:') } : null;
  const asks = links && (ask === 'renew' || ask === 'end') ? ask : null;
  return { ...own, links, asks };
}

/** Carries out a form of this part. Answers the word for what was done; null for a form of another part. */
export async function carryOutFeed(ctx: Ctx, values: FormValues): Promise<string | null> {
  const act = typed(values, 'act');
  if (act === 'make-feed') {
    await makeFeed(ctx);
    return 'made';
  }
  if (act === 'renew-feed') {
    await makeFeed(ctx);
    return 'renewed';
  }
  if (act === 'end-feed') {
    await endFeed(ctx);
    return 'ended';
  }
  if (act !== 'save-wishes') return null;
  const ticked = [values.wants].flat();
  const wants = { names: ticked.includes('names'), invitations: ticked.includes('invitations') };
  await saveOwnCalendars(ctx, ownCalendarsSchema.parse(wants));
  return 'saved';
}
