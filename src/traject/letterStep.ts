import { readTraject, type Traject } from '#server/trajecten/readTraject.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';

export interface LetterPage {
  traject: Traject;
  /** Who writes. */
  from: string;
  /** Epoch ms. */
  today: number;
}

/** A letter to print, by post or to announce a visit: it never says why. */
export const letterStep: TakeStep<LetterPage> = async ({ locals: { ctx, staff }, params }) => {
  const found = await readTraject(ctx, params.id ?? '');
  if (!found.ok || found.traject.closedAt !== null || staff === null) return notFound;
  const { traject } = found;
  return showPage({ traject, from: `${staff.firstName} ${staff.lastName}`, today: ctx.clock.now() });
};
