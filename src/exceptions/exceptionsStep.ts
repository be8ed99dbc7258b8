import { staffOf } from '#server/accounts/staffOf.ts';
import { findOutside, type Outside } from '#server/agenda/findOutside.ts';
import { type ExceptionsOf, readExceptions } from '#server/availability/readExceptions.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Location } from '#server/roster/types.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { wording } from '#ui/wording.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { askedDraft } from './askedDraft.ts';
import { carryOut, exceptionNotDone, type NotDone } from './carryOut.ts';
import { draftOf, drawnDraft, type ExceptionForm, quickDraft } from './form.ts';
import { exceptionWords } from './words.ts';

export interface ExceptionsPage {
  found: ExceptionsOf;
  /** The colleague whose exceptions they are; left out, they are one's own. */
  who: string | undefined;
  today: string;
  locations: readonly Location[];
  say: ReturnType<typeof exceptionWords>;
  outside: Outside;
  form: ExceptionForm;
  errors: PageErrors;
  /** Why what was sent was not done. */
  refusal: NotDone | null;
  /** What was just done, for the message on top. */
  done: string | null;
}

/** Leave, illness, training and extra hours of a casemanager of the own team. */
export const exceptionsStep: TakeStep<ExceptionsPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const query = asked.url.searchParams;
  const self = staffOf(ctx).id;
  const id = query.get('who') ?? self;
  const who = id === self ? undefined : id;
  const today = dateInAmsterdam(ctx.clock.now());
  const { locations, casemanagers } = await ctx.roster.current();
  const say = exceptionWords(t, wording(lang), locations, today);

  const taken = await takeForm(asked);
  if (taken.values === null) return brokenForm;
  const result = await taken.answer(exceptionNotDone, (sent) =>
    carryOut({ ctx, casemanagerId: id, t, say }, sent),
  );
  if (result?.ok) {
    const { toDecide } = await findOutside(ctx, id);
    const path = toDecide.length > 0 ? staffPaths.outside() : staffPaths.exceptions();
    return redirectTo(withQuery(path, { who, done: result.done }));
  }
  if (result?.status === 404) return notFound;
  if (taken.sent) return taken.again();

  const found = await readExceptions(ctx, id);
  if (!found.ok) return notFound;
  const outside = await findOutside(ctx, id);
  const toChange = found.exceptions.find((exception) => exception.id === query.get('change'));
  const typedElsewhere = askedDraft(
    query,
    casemanagers.find((one) => one.id === id),
  );
  const fresh = toChange
    ? draftOf(toChange)
    : (typedElsewhere ?? drawnDraft(query) ?? quickDraft(query.get('quick'), today));
  const form = result?.form ?? fresh;
  const errors = pageErrors(result?.errors ?? []);
  const done = result ? null : query.get('done');
  return showPage(
    { found, who, today, locations, say, outside, form, errors, refusal: result ?? null, done },
    result?.status,
  );
};
