import { findAppointment } from '#server/booking/findAppointment.ts';
import { move } from '#server/booking/move.ts';
import { canChange } from '#server/booking/rules.ts';
import { moveSchema, sentVersionSchema } from '#server/booking/schema.ts';
import type { Appointment } from '#server/booking/types.ts';
import { versionField } from '#server/kernel/version.ts';
import { isHomeVisit } from '#server/slots/rules.ts';
import { findPlaceOf } from '#server/waitingList/findPlace.ts';
import type { PageErrors } from '#ui/errors.ts';
import { attempt, refusedAs, refusedInvalid, refusedSameTime, refusedTaken } from '#ui/refusals.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { waitingPathsIn } from '../waitingList/paths.ts';
import { formErrors } from './errors.ts';
import { type Manner, mannerOf, mannersFor, mannerValue, mannerWords, readManner } from './manner.ts';
import { type Own, ownOf } from './own.ts';
import { type OwnChoice, planOwnTimes } from './ownTimes.ts';
import { type MannerWords, type OwnWords, pathsIn } from './paths.ts';
import { type TakenView, takenView } from './taken.ts';
import type { WeekTimes } from './times.ts';

/** An address of this page, of the afspraak as it is now. */
type Here = (words: MannerWords, week?: string, everyone?: OwnWords['everyone']) => string;

export type MovePage =
  | { view: 'broken'; again: string }
  | { view: 'late'; appointment: Appointment }
  | {
      view: 'times';
      appointment: Appointment;
      own: Own | undefined;
      /** It was a home visit, of somebody who works here no more. */
      noVisit: boolean;
      manner: Manner;
      manners: readonly Manner[];
      times: WeekTimes;
      choice: OwnChoice | undefined;
      /** The word of the casemanager whose times alone these are. */
      only: string | undefined;
      /** `week` of the address, as it stands there. */
      week: string | null;
      here: Here;
      /** Where to be told when an earlier time comes free; undefined for who waits already. */
      waitHref: string | undefined;
      errors: PageErrors;
      /** The afspraak was changed since the page was made. */
      changed: boolean;
      /** There is another afspraak at the time that was chosen. */
      sameTime: boolean;
      taken: TakenView | null;
      /** Something came of what was sent, which the page says. */
      wrong: boolean;
    };

const refusals = refusedInvalid
  .or(refusedTaken)
  .or(refusedSameTime)
  .or(refusedAs('not-found', 'too-late', 'changed'));

/** A jongere moves their afspraak. The address says in which manner, with whom, and of which afspraak the page was. */
export const moveStep: TakeStep<MovePage> = async (asked) => {
  const { ctx } = asked.locals;
  const { token = '' } = asked.params;
  const query = asked.url.searchParams;
  const paths = pathsIn(ctx.language);
  const found = await findAppointment(ctx, token);
  if (!found.ok) return notFound;
  const { appointment } = found;

  const roster = await ctx.roster.current();
  const own = ownOf(ctx, roster, appointment.casemanager.id, query);
  const everyone = own?.now.everyone;
  const before = mannerOf(appointment);
  // Nobody else goes to somebody's home: when who would works here no more, it goes on in another way.
  const noVisit = own === undefined && isHomeVisit(before.modality);
  const manners = mannersFor(roster, appointment).filter(({ modality }) => own || !isHomeVisit(modality));
  const chosen = manners.find((one) => mannerValue(one) === query.get('manner'));
  if (chosen) return redirectTo(paths.move(token, mannerWords(chosen), undefined, { everyone }));
  const wanted = readManner(roster, query, 'own-casemanager');
  const manner =
    manners.find((one) => wanted && mannerValue(one) === mannerValue(wanted)) ??
    (noVisit ? manners[0] : undefined) ??
    before;
  const words = mannerWords(manner);
  const week = query.get('week');
  const here: Here = (to, of, all = everyone) =>
    paths.move(token, to, of, { version: String(appointment.sequence), everyone: all });

  const form = await takeForm(asked, appointment.id);
  const version = sentVersionSchema.parse(query.get(versionField) ?? undefined);
  const casemanager = own && !own.anybody ? own.word : undefined;
  const result = await form.answer(refusals, (sent) =>
    attempt(moveSchema, { ...words, start: sent.start, casemanager }, (input) =>
      move(ctx, token, { ...input, version }),
    ),
  );
  if (result?.ok) return redirectTo(paths.appointment(token, 'moved'));
  if (form.sent && form.values) return form.again();

  if (result?.error === 'too-late' || !canChange(appointment, ctx.clock.now()))
    return showPage({ view: 'late', appointment }, statusOfLate(form.values));
  if (form.values === null) return showPage({ view: 'broken', again: here(words, week ?? undefined) }, 400);
  const invalid = result?.error === 'invalid';
  const { topic } = appointment;
  const ownOnly = isHomeVisit(manner.modality);
  const [{ times, choice }, waits] = await Promise.all([
    planOwnTimes(ctx, roster, { topic, manner, week, own, ownOnly }),
    findPlaceOf(ctx, token),
  ]);
  const mayJoin = waits.ok && waits.mayJoin;
  return showPage(
    {
      view: 'times',
      appointment,
      own,
      noVisit,
      manner,
      manners,
      times,
      choice,
      only: ownOnly || choice?.onlyOwn ? own?.word : undefined,
      week,
      here,
      waitHref: mayJoin ? waitingPathsIn(ctx.language).joinWith(token) : undefined,
      errors: formErrors(
        invalid ? [{ field: 'tijden', message: 'start-invalid' }] : [],
        ['tijden'],
        ctx.language,
      ),
      changed: result?.error === 'changed',
      sameTime: result?.error === 'same-time',
      taken: result?.error === 'taken' ? takenView(roster, manner, result) : null,
      wrong: result !== undefined,
    },
    result ? (invalid ? 422 : 409) : 200,
  );
};

/** Of a page that says it is too late: to what was sent, to what is no form, or to who only looks. */
export function statusOfLate(values: object | null | undefined): number {
  if (values === null) return 400;
  return values ? 409 : 200;
}
