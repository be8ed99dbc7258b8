import { book } from '#server/booking/book.ts';
import { extendHold } from '#server/booking/extendHold.ts';
import type { BookInput } from '#server/booking/schema.ts';
import type { Hold, Taken, TooMany } from '#server/booking/types.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { leaveHold } from './leaveHold.ts';
import { type OwnWords, pathsIn } from './paths.ts';

export type CheckAnswer =
  | { kind: 'go'; to: string }
  | { kind: 'over'; error: 'hold-expired' | 'not-found' }
  | { kind: 'taken'; taken: Taken }
  | { kind: 'same-time' }
  | { kind: 'too-many'; tooMany: TooMany };

/** What a post of the page "is this right" comes to. */
export async function answerCheck(
  ctx: Ctx,
  hold: Hold,
  values: FormValues,
  own?: OwnWords,
): Promise<CheckAnswer> {
  const paths = pathsIn(ctx.language);
  const button = typed(values, 'actie');
  const left = await leaveHold(ctx, hold, button, own);
  if (left !== null) return { kind: 'go', to: left };
  if (button === 'meer-tijd') {
    const extended = await extendHold(ctx, hold.token);
    return extended.ok
      ? { kind: 'go', to: paths.check(hold.token, own) }
      : { kind: 'over', error: extended.error };
  }
  const order = orderOf(hold);
  if (!order) return { kind: 'go', to: paths.details(hold.token, own) };
  const result = await book(ctx, order);
  if (result.ok) return { kind: 'go', to: paths.done(result.appointment.token) };
  switch (result.error) {
    case 'taken':
      return { kind: 'taken', taken: result };
    case 'same-time':
      return { kind: 'same-time' };
    case 'too-many':
      return { kind: 'too-many', tooMany: result };
    case 'hold-expired':
    case 'not-found':
      return { kind: 'over', error: result.error };
    default:
      // What is kept with the hold was right when it was kept; if it no longer is, it is asked again.
      return { kind: 'go', to: paths.details(hold.token, own) };
  }
}

/** The afspraak that the hold describes; null as long as it is not all filled in. */
export function orderOf({ token, topic, person }: Hold): BookInput | null {
  const { name, ageGroup, email, phone, reachBy, language, note } = person;
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
  };
}
