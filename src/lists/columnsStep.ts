import { may } from '#server/access/may.ts';
import { versionField } from '#server/kernel/version.ts';
import { chooseColumns } from '#server/lists/chooseColumns.ts';
import { type ListField, listFields } from '#server/lists/fields.ts';
import type { FoundList } from '#server/lists/find.ts';
import { readList, readListRows } from '#server/lists/readList.ts';
import { columnsSchema } from '#server/lists/schema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { type NotDone, notDone, refuse } from './giveForm.ts';
import { letterOf, sayProblem } from './sayFault.ts';

export interface ColumnsPage {
  list: FoundList;
  columns: readonly { name: string; letter: string; head: string; examples: string[]; field: string }[];
  /** What there is to be said about them, in words. */
  problems: readonly string[];
  isFirstNames: boolean;
  errors: PageErrors;
}

/** How many cells of a column are shown. */
const mostExamples = 3;

/** Says what each column of a list is. */
export const columnsStep: TakeStep<ColumnsPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  may(ctx, 'list.read');
  const { id = '' } = asked.params;
  const t = texts(lang);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(notDone, async (values): Promise<{ ok: true } | NotDone> => {
    const parsed = columnsSchema.safeParse({
      version: values[versionField],
      fields: fieldsIn(values),
      firstNames: typed(values, 'firstNames') === 'yes',
    });
    if (!parsed.success) return refuse(422, { message: t('lists.error.form-broken') });
    const chosen = await chooseColumns(ctx, id, parsed.data);
    if (chosen.ok) return chosen;
    if (chosen.error === 'not-found') return refuse(404, { message: t('lists.error.row-gone') });
    if (chosen.error !== 'not-settled') return refuse(409, { message: t(`lists.error.${chosen.error}`) });
    const words = chosen.problems.map((one) => ({ message: sayProblem(t, one) }));
    return refuse(422, { message: t('lists.error.not-settled') }, ...words);
  });
  if (result?.ok) return redirectTo(staffPaths.oneList(id, { done: 'columns' }));
  if (form.sent && result?.status === 404) return notFound;
  if (form.sent) return form.again();
  const found = await readList(ctx, id);
  if (!found.ok) return notFound;
  const sample = await readListRows(ctx, id, { states: null, standing: null, after: 0 });
  if (!sample.ok) return notFound;
  const { list } = found;
  const { values } = form;
  return showPage(
    {
      list,
      columns: list.layout.columns.map(({ index, head, field }) => ({
        name: `f${index}`,
        letter: letterOf(index),
        head,
        examples: [...new Set(sample.rows.flatMap(({ texts: cells }) => cells[index]?.trim() || []))].slice(
          0,
          mostExamples,
        ),
        field: (values && typed(values, `f${index}`)) ?? field ?? '',
      })),
      problems: list.layout.problems.map((one) => sayProblem(t, one)),
      isFirstNames: values ? typed(values, 'firstNames') === 'yes' : true,
      errors: pageErrors(result?.errors ?? []),
    },
    result?.status,
  );
};

/** What was chosen for each column, by its place. */
function fieldsIn(values: FormValues): (ListField | null)[] {
  const places = Object.keys(values).flatMap((name) => /^f(\d{1,2})$/.exec(name)?.[1] ?? []);
  const count = Math.max(0, ...places.map((place) => Number(place) + 1));
  return Array.from({ length: count }, (_, index) => {
    const value = typed(values, `f${index}`);
    return listFields.find((one) => one === value) ?? null;
  });
}
