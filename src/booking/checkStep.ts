import { book } from '#server/booking/book.ts';
import { extendHold } from '#server/booking/extendHold.ts';
import { findHold } from '#server/booking/findHold.ts';
import { toNeedsInput } from '#server/booking/needs.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import type { BookHoldInput } from '#server/booking/schema.ts';
import type { Hold, TooMany } from '#server/booking/types.ts';
import { bookGesprek } from '#server/gesprekken/book.ts';
import type { Ctx } from '#server/http/context.ts';
import { bookInvitation } from '#server/referral/bookInvitation.ts';
import { type FormValues, readForm, typed } from '#ui/form.ts';
import { redirectTo, type Step, showPage, type TakeStep } from '#ui/step.ts';
import { leaveHold } from './leaveHold.ts';
import { mannerOf } from './manner.ts';
import { ownWords } from './own.ts';
import { type OwnWords, pathsIn } from './paths.ts';
import { type TakenView, takenView } from './taken.ts';

export type HoldOver = { view: 'over'; error: 'hold-expired' | 'not-found' };

export type CheckPage =
  | HoldOver
  | { view: 'broken' }
  | { view: 'check'; hold: Hold }
  | { view: 'taken'; hold: Hold; taken: TakenView }
  | { view: 'same-time' }
  | { view: 'too-many'; tooMany: TooMany };

/** "Is this right": shows what was chosen and filled in, and books it. */
export const checkStep: TakeStep<CheckPage> = async ({ request, url, params, locals }) => {
  const { ctx } = locals;
  const { hold: token = '' } = params;
  const paths = pathsIn(ctx.language);
  const own = ownWords(url.searchParams);
  const found = await findHold(ctx, token);
  if (!found.ok && found.error === 'booked') return redirectTo(paths.done(found.appointment.token));
  if (!found.ok) return holdOver(found.error);
  const { hold } = found;
  if (request.method === 'POST') {
    const values = await readForm(request);
    if (values) return answerCheck(ctx, hold, values, own);
    if (orderOf(hold)) return showPage({ view: 'broken' }, 400);
  }
  return orderOf(hold) ? showPage({ view: 'check', hold }) : redirectTo(paths.details(token, own));
};

/** The page of a hold that is over, or not known. */
export const holdOver = (error: HoldOver['error']): Step<HoldOver> =>
  showPage({ view: 'over', error }, error === 'hold-expired' ? 410 : 404);

/** What a post of the page "is this right" comes to. */
export async function answerCheck(
  ctx: Ctx,
  hold: Hold,
  values: FormValues,
  own?: OwnWords,
): Promise<Step<CheckPage>> {
  const paths = pathsIn(ctx.language);
  const button = typed(values, 'action');
  const left = await leaveHold(ctx, hold, button, own);
  if (left !== null) return redirectTo(left);
  if (button === 'more-time') {
    const extended = await extendHold(ctx, hold.token);
    return extended.ok ? redirectTo(paths.check(hold.token, own)) : holdOver(extended.error);
  }
  const order = orderOf(hold);
  if (!order) return redirectTo(paths.details(hold.token, own));
  const invitation = own?.invitation;
  const result = await bookAs(ctx, order, own);
  if (result.ok) {
    if (!result.repeated)
      ctx.visits.moved({ subject: 'booking', language: ctx.language, from: 'details', to: 'booked' });
    return redirectTo(paths.done(result.appointment.token));
  }
  switch (result.error) {
    case 'taken': {
      const taken = takenView(await ctx.roster.current(), mannerOf(hold), result);
      return showPage({ view: 'taken', hold, taken }, 409);
    }
    case 'same-time':
      return showPage({ view: 'same-time' }, 409);
    case 'too-many': {
      const { retryAfterSeconds } = result;
      return { kind: 'page', status: 429, retryAfterSeconds, page: { view: 'too-many', tooMany: result } };
    }
    case 'used':
    case 'expired':
    case 'withdrawn':
    case 'detached':
    case 'ended':
      return linkOver(ctx, hold, invitation ?? '');
    case 'hold-expired':
    case 'not-found':
      return holdOver(result.error);
    default:
      // What is kept with the hold was right when it was kept; if it no longer is, it is asked again.
      return redirectTo(paths.details(hold.token, own));
  }
}

/** With the referral or the traject of who was invited to it. */
function bookAs(ctx: Ctx, order: BookHoldInput, { invitation, gesprek }: OwnWords = {}) {
  if (invitation !== undefined) return bookInvitation(ctx, invitation, order);
  return gesprek === undefined ? book(ctx, order) : bookGesprek(ctx, gesprek, order);
}

/** Of two with one link the other was first, or it ended meanwhile: its own page says which. The same form twice is one afspraak. */
async function linkOver(ctx: Ctx, { token }: Hold, invitation: string): Promise<Step<CheckPage>> {
  const paths = pathsIn(ctx.language);
  const still = await findHold(ctx, token);
  if (!still.ok && still.error === 'booked') return redirectTo(paths.done(still.appointment.token));
  await releaseHold(ctx, token);
  return redirectTo(paths.invitation(invitation));
}

/** The afspraak that the hold describes; null as long as it is not all filled in. */
function orderOf({ token, topic, person }: Hold): BookHoldInput | null {
  const { name, ageGroup, email, phone, reachBy, language, note, visitAddress } = person;
  if (name === null || ageGroup === null) return null;
  return {
    topic: topic.id,
    hold: token,
    name,
    ageGroup,
    contact: { email: email ?? undefined, phone: phone ?? undefined },
    reachBy: reachBy ?? undefined,
    language,
    note: note ?? undefined,
    visitAddress: visitAddress ?? undefined,
    ...toNeedsInput(person),
  };
}
