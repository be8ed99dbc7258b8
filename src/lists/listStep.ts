import { may } from '#server/access/may.ts';
import { type ListFacts, readList, readListRows, type ShownRow } from '#server/lists/readList.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { addressWith } from '../agenda/address.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { carryOut, type Done, pickedIn } from './carryOut.ts';
import { notDone } from './giveForm.ts';
import { askedFor, countGroups, firstGroup, type GroupName, groupNames } from './groups.ts';

export interface ListPage extends ListFacts {
  group: GroupName;
  groups: Record<GroupName, number>;
  rows: readonly ShownRow[];
  isFirst: boolean;
  /** Where the next page begins; null on the last one. */
  next: number | null;
  /** The number of the row that is mended or decided on. */
  changing: number | null;
  picked: readonly number[];
  values: FormValues;
  errors: PageErrors;
  /** What was just done, in words. */
  done: string | null;
}

/** One list: what its rows are beside what is known, and then how far it is. What one looks at stands in the address. */
export const listStep: TakeStep<ListPage> = async (asked) => {
  const { locals, url, params } = asked;
  const { ctx, lang } = locals;
  may(ctx, 'list.read');
  const { id = '' } = params;
  const t = texts(lang);
  const query = url.searchParams;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(notDone, (values) => carryOut({ ctx, t, id }, values));
  if (result?.ok) return redirectTo(afterwards(url, id, result));
  if (form.sent && result?.status === 404) return notFound;
  if (form.sent) return form.again();
  const facts = await readList(ctx, id);
  if (!facts.ok) return notFound;
  const group = groupNames.find((one) => one === query.get('group')) ?? firstGroup(facts);
  const after = numberIn(query.get('after')) ?? 0;
  const found = await readListRows(ctx, id, { ...askedFor[group], after });
  if (!found.ok) return notFound;
  const values = form.values ?? {};
  return showPage(
    {
      list: facts.list,
      countdown: facts.countdown,
      counts: facts.counts,
      group,
      groups: countGroups(facts),
      rows: found.rows,
      isFirst: after === 0,
      next: found.next,
      changing: numberIn(query.get('row')),
      picked: pickedIn(values),
      values,
      errors: pageErrors(result?.errors ?? []),
      done: result ? null : sayDone(t, query),
    },
    result?.status,
  );
};

const numberIn = (text: string | null): number | null =>
  text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null;

/** Where it goes on: the same rows, and after taking in those whom nobody has. */
function afterwards(url: URL, id: string, result: Done): string {
  if (result.done === 'removed') return staffPaths.lists({ done: 'removed' });
  if (result.done !== 'taken') return addressWith(url, { row: null, done: result.done });
  const { written, added, waiting } = result;
  return staffPaths.oneList(id, { done: `taken-${written}-${added}-${waiting}` });
}

function sayDone(t: ReturnType<typeof texts>, query: URLSearchParams): string | null {
  const said = query.get('done') ?? '';
  const [, written, added, waiting] = /^taken-(\d{1,6})-(\d{1,6})-(\d{1,6})$/.exec(said) ?? [];
  if (written && added && waiting) return t('lists.done.taken', { written, added, waiting });
  const word = (['read', 'repeated', 'columns', 'row', 'explained'] as const).find((one) => one === said);
  return word ? t(`lists.done.${word}`) : null;
}
