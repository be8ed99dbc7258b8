import { staffOf } from '#server/accounts/staffOf.ts';
import { causesOf } from '#server/agenda/causesOf.ts';
import { findOutside, type Outside } from '#server/agenda/findOutside.ts';
import { whoIsFree } from '#server/agenda/settleOutside.ts';
import type { Colleague } from '#server/agenda/whoCanTake.ts';
import { type ExceptionsOf, readExceptions } from '#server/availability/readExceptions.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { wording } from '#ui/wording.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { carryOutDecisions, outsideNotDone } from './carryOutDecisions.ts';
import { fieldsOf, forAllFields, readDecisions, type TypedForAll } from './decisions.ts';
import { exceptionWords } from './words.ts';

export interface OutsidePage extends Outside {
  casemanager: ExceptionsOf['casemanager'];
  /** The colleague whose afspraken they are; left out, they are one's own. */
  who: string | undefined;
  /** Who could take each, by its id. */
  free: ReadonlyMap<string, readonly Colleague[]>;
  /** What put them outside the hours. */
  causes: ReturnType<typeof causesOf>;
  say: ReturnType<typeof exceptionWords>;
  /** What was typed about each, by its id. */
  typedAt: ReturnType<typeof readDecisions>['typedAt'] | undefined;
  /** What was typed for all at once. */
  forAll: TypedForAll | undefined;
  errors: PageErrors;
  /** What was done, in words. */
  done: readonly string[];
  saved: boolean;
  removed: boolean;
}

/** How often each was done, by its name in the address. */
const counts = [
  ['kept', 'exceptions.outside.result.count.keep'],
  ['given', 'exceptions.outside.result.count.hand-over'],
  ['asked', 'exceptions.outside.result.count.ask'],
] as const;

/** Afspraken that fell outside the hours of a casemanager of the own team, and what is decided about them. */
export const outsideStep: TakeStep<OutsidePage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const [t, w] = [texts(lang), wording(lang)];
  const query = asked.url.searchParams;
  const self = staffOf(ctx).id;
  const id = query.get('who') ?? self;
  const who = id === self ? undefined : id;
  const found = await readExceptions(ctx, id);
  if (!found.ok) return notFound;

  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(outsideNotDone, (sent) =>
    carryOutDecisions({ ctx, casemanagerId: id, t, w }, sent),
  );
  if (result?.ok) return redirectTo(withQuery(staffPaths.outside(), { ...result.news, who }));
  if (form.sent) return form.again();

  const { casemanager, exceptions } = found;
  const { toDecide, waiting } = await findOutside(ctx, id);
  const roster = await ctx.roster.current();
  const news = counts.flatMap(([parameter, key]) => {
    const count = query.get(parameter) ?? '';
    return /^\d{1,4}$/.test(count) ? [t(key, { count })] : [];
  });
  const said = result ? null : query.get('done');
  const read = form.values && readDecisions(form.values);
  return showPage(
    {
      casemanager,
      who,
      toDecide,
      waiting,
      free: await whoIsFree(ctx, roster, id, toDecide),
      causes: causesOf(exceptions, toDecide),
      say: exceptionWords(t, w, roster.locations, dateInAmsterdam(ctx.clock.now())),
      typedAt: read?.typedAt,
      forAll: read?.forAll,
      errors: pageErrors((result?.errors ?? []).map((error) => onPage(error, toDecide))),
      done: result?.done ?? news,
      saved: said === 'saved',
      removed: said === 'removed' || (!result && query.get('taken-back') === '1'),
    },
    result?.status,
  );
};

/** An error leads to its field as long as the page has that: what was done meanwhile needs no decision any more. */
function onPage({ field, message }: SaidError, toDecide: Outside['toDecide']): SaidError {
  const names: (string | undefined)[] = toDecide.flatMap(({ id }) => Object.values(fieldsOf(id)));
  if (toDecide.length > 1) names.push(...Object.values(forAllFields));
  const here = names.includes(field);
  return here && field !== undefined ? { field, message } : { message };
}
