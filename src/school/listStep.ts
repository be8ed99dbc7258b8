import { type OwnMeldingRow, readOwnMeldingen } from '#server/meldingen/readOwn.ts';
import { showPage, type TakeStep } from '#ui/step.ts';

export interface ListPage {
  rows: readonly OwnMeldingRow[];
  /** There are more than the page shows. */
  isMore: boolean;
  /** Nothing was ever reported, or everything is forgotten. */
  isEmpty: boolean;
  asked: { name: string; all: boolean };
}

/** What the own school reported: what is open first of all, everything when it is asked. */
export const listStep: TakeStep<ListPage> = async ({ locals: { ctx }, url: { searchParams } }) => {
  const name = (searchParams.get('name') ?? '').trim().slice(0, 80);
  const all = searchParams.get('all') === 'yes';
  const { rows, isMore } = await readOwnMeldingen(ctx, { name, all });
  const isPlain = rows.length === 0 && name === '';
  const isEmpty = isPlain && (all || (await readOwnMeldingen(ctx, { all: true })).rows.length === 0);
  return showPage({ rows, isMore, isEmpty, asked: { name, all } });
};
