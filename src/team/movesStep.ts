import { z } from 'zod';
import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { dateInUrlSchema } from '#server/agenda/schema.ts';
import { addDays } from '#server/kernel/time.ts';
import { type Movable, readMoves } from '#server/team/readMoves.ts';
import { mostMoves } from '#server/team/schema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { saying } from '../appointment/comeBack.ts';
import { texts } from '../content/texts.ts';
import { carryOutMoves, movesNotDone } from './movesForm.ts';

export interface MovesPage {
  appointments: Movable[];
  values: FormValues;
  errors: PageErrors;
  /** What was done, in words. */
  done: readonly string[];
  /** The week that it was asked from. */
  back: string;
}

/** Some afspraken of the team, each with a colleague who could take it: changed where it must be, and carried out at once. */
export const movesStep: TakeStep<MovesPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const query = asked.url.searchParams;
  const which = askedIn(query);
  const shown = await readMoves(ctx, which);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(movesNotDone, (sent) => carryOutMoves({ ctx, t, shown }, sent));
  const back = backTo(query);
  if (result?.ok) return redirectTo(saying(back, { undo: result.undo }));
  if (form.sent) return form.again();
  const left = result?.left;
  return showPage(
    {
      appointments: shown.filter(({ id }) => !left || left.includes(id)),
      values: form.values ?? {},
      errors: pageErrors(result?.errors ?? []),
      done: result?.done ?? [],
      back,
    },
    result?.status,
  );
};

/** Which afspraken the address asks for: those that were picked, or else all of somebody on a day or in a week. */
function askedIn(query: URLSearchParams) {
  const ids = query.getAll('id').filter((id) => z.uuid().safeParse(id).success);
  if (ids.length > 0) return { ids: ids.slice(0, mostMoves) };
  const who = z.uuid().safeParse(query.get('who')).data;
  const from = dateInUrlSchema.safeParse(query.get('from')).data;
  if (who === undefined || from === undefined) return { ids: [] };
  return { who, from, to: query.get('days') === '7' ? addDays(from, 6) : from };
}

function backTo(query: URLSearchParams): string {
  const from = dateInUrlSchema.safeParse(query.get('from')).data;
  const who = z.uuid().safeParse(query.get('who')).data;
  return staffPaths.team({
    week: from && isoWeekOf(from),
    who,
    date: query.get('days') === '7' ? undefined : from,
  });
}
