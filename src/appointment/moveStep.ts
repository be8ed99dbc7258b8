import { peopleInScope } from '#server/access/scope.ts';
import { findMoveTimes, type MoveTimes } from '#server/agenda/findMoveTimes.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { canStill } from '#server/agenda/rules.ts';
import { dateInUrlSchema, moveForJongereSchema } from '#server/agenda/schema.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import { typed } from '#ui/form.ts';
import { typedFormWord } from '#ui/formWord.ts';
import { attempt, refusedAs, refusedInvalid, refusedSameTime, refusedTaken } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { type Manner, mannerOf, mannersFor, mannerValue, mannerWords } from '../booking/manner.ts';
import type { CareForm } from './careStep.ts';
import { backOf, placeOf, saying } from './comeBack.ts';
import { refused } from './errors.ts';

export interface MovePage extends CareForm {
  /** Whose times, where and how can be chosen, and is. */
  team: Casemanager[];
  who: { id: string; firstName: string };
  manners: readonly Manner[];
  manner: Manner;
  times: MoveTimes;
  /** The jongere has another afspraak at the time that was sent. */
  sameTime: boolean;
  /** The word of what was typed, which goes along to other times. */
  word: string | undefined;
  /** The same page with another week. */
  weekHref: (monday: string) => string;
}

const refusals = refusedInvalid
  .or(refusedTaken)
  .or(refusedSameTime)
  .or(refusedAs('not-found', 'changed', 'too-late'));

/** Staff move an afspraak to another time, place, way or colleague. */
export const moveStep: TakeStep<MovePage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const query = asked.url.searchParams;
  const found = await readAppointment(ctx, id);
  if (!found.ok) return notFound;
  const { appointment } = found;
  const roster = await ctx.roster.current();
  const manners = mannersFor(roster, appointment);
  const manner = manners.find((one) => mannerValue(one) === query.get('manner')) ?? mannerOf(appointment);
  const words = mannerWords(manner);
  const colleague = colleagueOf(ctx, roster, query);

  const form = await takeForm(asked, id);
  if (form.values === null) return brokenForm;
  // Who wants to see all times takes along what was typed.
  if (form.sent && typed(form.values ?? {}, 'times') === 'all')
    return form.again(withQuery(staffPaths.move(id), { back: backOf(form.values, asked.url) }));
  const result = await form.answer(refusals, (sent) =>
    attempt(moveForJongereSchema, { ...sent, ...words, casemanager: colleague?.id }, (input) =>
      moveForJongere(ctx, id, input),
    ),
  );
  const back = backOf(form.values, asked.url);
  if (result?.ok) return redirectTo(saying(back ?? staffPaths.appointment(id), { undo: [result.undo] }));
  if (form.sent) return form.again(placeOf(form.values, asked.url));

  const who = colleague ?? appointment.casemanager;
  const times = await findMoveTimes(ctx, roster, {
    appointment,
    casemanager: who.id,
    modality: words.modality,
    location: words.location,
    week: dateInUrlSchema.safeParse(query.get('week')).data,
  });
  const { errors, status } = refused(lang, {
    result,
    fields: ['start', 'message'],
    taken: 'care.error.taken',
  });
  const word = query.get(typedFormWord) ?? undefined;
  const chosen = {
    who: colleague?.id,
    manner: query.get('manner') ?? undefined,
    back,
    [typedFormWord]: word,
  };
  return showPage(
    {
      appointment,
      errors,
      late: !canStill('move', appointment, ctx.clock.now()),
      // The first time of the fold was no choice yet.
      values: { ...form.values, ...(form.values?.times === 'all' && { start: undefined }) },
      back,
      team: peopleInScope(ctx, 'appointment.move', roster.casemanagers),
      who,
      manners,
      manner,
      times,
      sameTime: result?.error === 'same-time',
      weekHref: (week) => withQuery(staffPaths.move(id), { ...chosen, week }),
      word,
    },
    status,
  );
};

/** The colleague of the team whose times are asked for; left out, those of who has the afspraak. */
const colleagueOf = (ctx: Ctx, roster: Roster, query: URLSearchParams) =>
  peopleInScope(ctx, 'appointment.move', roster.casemanagers).find((one) => one.id === query.get('who'));
