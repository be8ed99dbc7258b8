import { randomUUID } from 'node:crypto';
import { readDesk } from '#server/walkIn/readDesk.ts';
import type { Desk } from '#server/walkIn/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { carryOut, type DeskNotDone, deskNotDone } from './carryOut.ts';
import { deskErrors } from './errors.ts';

export interface WalkInPage {
  desk: Desk;
  errors: PageErrors;
  /** An act that was refused, and why. */
  refused: DeskNotDone | undefined;
  /** What was typed. */
  fields: { firstName: string | undefined; topic: string | undefined; room: string | undefined };
  /** Names the form to put somebody in line. */
  key: string;
  /** The number that was just given. */
  given: string | null;
}

/** The desk: who walked in at one location, and what is done with each. */
export const deskStep: TakeStep<WalkInPage> = async (asked) => {
  const { ctx } = asked.locals;
  const form = await takeForm(asked);
  const { values } = form;
  if (values === null) return brokenForm;
  const sentPlace = values && typed(values, 'place');
  const place = sentPlace ?? asked.url.searchParams.get('place') ?? undefined;
  const result = await form.answer(deskNotDone, (sent) => carryOut(ctx, sent));
  if (result?.ok) return redirectTo(staffPaths.walkIn(place, result.given));
  if (form.sent) return form.again(staffPaths.walkIn(place));
  const desk = await readDesk(ctx, place);
  const field = (name: string) => (values ? typed(values, name) : undefined);
  return showPage(
    {
      desk,
      refused: result,
      errors: deskErrors(result),
      fields: { firstName: field('firstName'), topic: field('topic'), room: field('room') },
      key: randomUUID(),
      given: asked.url.searchParams.get('given'),
    },
    result ? (result.error === 'invalid' ? 422 : 409) : 200,
  );
};
