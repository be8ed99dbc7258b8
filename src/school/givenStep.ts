import { readOwnList } from '#server/lists/readOwnLists.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';

type Found = Extract<Awaited<ReturnType<typeof readOwnList>>, { ok: true }>;

export interface GivenPage extends Found {
  done: 'read' | 'repeated' | null;
}

/** A list that the own school gave: how many rows were taken in, and what is wrong. */
export const givenStep: TakeStep<GivenPage> = async ({ locals: { ctx }, params, url }) => {
  const found = await readOwnList(ctx, params.id ?? '');
  if (!found.ok) return notFound;
  const said = url.searchParams.get('done');
  return showPage({ ...found, done: (['read', 'repeated'] as const).find((one) => one === said) ?? null });
};
