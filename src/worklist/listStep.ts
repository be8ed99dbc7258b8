import { type KeptFilter, readKeptFilter } from '#server/trajecten/keptFilter.ts';
import { readOffers, type WaitingOffer } from '#server/trajecten/readHandover.ts';
import { readWorklist, type Worklist, type WorklistRow } from '#server/trajecten/readWorklist.ts';
import {
  afterSchema,
  type WorklistFilters,
  type WorklistView,
  worklistFiltersSchema,
  worklistViews,
} from '#server/trajecten/worklistSchema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { addressWith } from '../agenda/address.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { carryOut, notDone, pickedIn } from './carryOut.ts';
import { type Group, groupRows } from './groups.ts';

export interface WorklistPage {
  list: Worklist;
  /** What is offered to whoever looks, or to their team. */
  offers: WaitingOffer[];
  groups: Group<WorklistRow>[];
  view: WorklistView;
  filters: WorklistFilters;
  /** Whether this is the first page, and all that was asked for is on it. */
  isFirst: boolean;
  isWhole: boolean;
  /** The id of the row whose next action is being changed. */
  changing: string | undefined;
  /** What one looks at is what opens the next time. */
  isKept: boolean;
  /** Boxes that are ticked. */
  picked: readonly string[];
  values: FormValues;
  errors: PageErrors;
  /** How many were just assigned; 0 when something else was done, undefined when nothing was. */
  done: number | undefined;
}

/** Reads each filter by itself: what an address says that we do not know counts as not asked. */
function filtersIn(query: URLSearchParams, view: WorklistView): WorklistFilters {
  const { kind, school, state, owner } = worklistFiltersSchema.shape;
  return {
    kind: kind.safeParse(query.get('kind')).data,
    school: school.safeParse(query.get('school')).data,
    state: state.safeParse(query.get('state')).data,
    owner: view === 'mine' ? undefined : owner.safeParse(query.get('owner')).data,
  };
}

/** The address of the list as somebody kept it. */
function keptPath({ view, filters }: KeptFilter): string {
  const { kind, school, state, owner } = filters;
  return withQuery(staffPaths.worklist(), { view, kind, school, state, owner });
}

/** The worklist: what one looks at stands in the address; what is chosen in it is assigned, and a next action changed in place. */
export const listStep: TakeStep<WorklistPage> = async (asked) => {
  const { locals, url } = asked;
  const { ctx, lang } = locals;
  const query = url.searchParams;
  const kept = await readKeptFilter(ctx);
  // Asked for without a word of what, it is what was kept the last time.
  if (asked.request.method === 'GET' && url.search === '' && kept !== null) return redirectTo(keptPath(kept));
  const view = worklistViews.find((one) => one === query.get('view')) ?? 'mine';
  const filters = filtersIn(query, view);
  const after = afterSchema.safeParse(query.get('after')).data ?? null;
  const [list, offers] = await Promise.all([readWorklist(ctx, { view, filters, after }), readOffers(ctx)]);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(notDone, (sent) =>
    carryOut({ ctx, t: texts(lang), list, asked: { view, filters } }, sent),
  );
  if (result?.ok && result.assigned === undefined) return redirectTo(addressWith(url, { view, done: null }));
  if (result?.ok)
    return redirectTo(addressWith(url, { next: null, move: null, done: String(result.assigned ?? 0) }));
  if (form.sent) return form.again();
  const values = form.values ?? {};
  const said = /^\d{1,3}$/.exec(query.get('done') ?? '')?.[0];
  const done = said === undefined ? undefined : Number(said);
  return showPage(
    {
      list,
      offers,
      groups: groupRows(list.rows, list.today),
      view,
      filters,
      isFirst: after === null,
      isWhole: after === null && list.next === null,
      changing: list.rows.find(({ id }) => id === query.get('next'))?.id,
      isKept: kept !== null && keptPath(kept) === keptPath({ view, filters }),
      picked: pickedIn(values),
      values,
      errors: pageErrors(result?.errors ?? []),
      done: result ? result.assigned || undefined : done,
    },
    result?.status,
  );
};
