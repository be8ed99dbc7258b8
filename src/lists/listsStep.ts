import { type ListRow, readLists } from '#server/lists/readLists.ts';
import { showPage, type TakeStep } from '#ui/step.ts';

export interface ListsPage {
  rows: readonly ListRow[];
  page: number;
  isMore: boolean;
  isRemoved: boolean;
}

/** All lists of the gemeente, the newest first. */
export const listsStep: TakeStep<ListsPage> = async ({ locals: { ctx }, url: { searchParams } }) => {
  const page = Number(/^\d{1,4}$/.exec(searchParams.get('page') ?? '')?.[0] ?? 0);
  const { rows, isMore } = await readLists(ctx, { page });
  return showPage({ rows, page, isMore, isRemoved: searchParams.get('done') === 'removed' });
};
