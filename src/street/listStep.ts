import { foldName } from '#server/booking/foldName.ts';
import { readReferrals } from '#server/referral/readReferrals.ts';
import type { ReferralRow } from '#server/referral/types.ts';
import { showPage, type TakeStep } from '#ui/step.ts';
import { filterOf, type StatusFilter, statusFilters, type ToDoKind, toDoKinds, toDoOf } from './toDo.ts';

export interface ListPage {
  /** What needs something first; empty while somebody searches or filters. */
  toDo: readonly { row: ReferralRow; kind: ToDoKind }[];
  rows: readonly ReferralRow[];
  /** Whether there is none at all yet. */
  isEmpty: boolean;
  asked: { name: string; status: StatusFilter | undefined; isMine: boolean };
  /** Of each filter how many. */
  counts: ReadonlyMap<StatusFilter, number>;
}

/** The referrals of the own organisation: what needs something first, then all, newest first. */
export const listStep: TakeStep<ListPage> = async ({ locals: { ctx }, url: { searchParams } }) => {
  const isMine = searchParams.get('mine') === 'yes';
  const all = await readReferrals(ctx, { mine: isMine });
  const now = ctx.clock.now();
  const name = (searchParams.get('name') ?? '').trim().slice(0, 80);
  const status = statusFilters.find((one) => one === searchParams.get('status'));
  const named = all.filter(({ firstName }) => foldName(firstName).includes(foldName(name)));
  const counts = new Map(
    [...Map.groupBy(named, (row) => filterOf(row, now))].map(([key, some]) => [key, some.length]),
  );
  const isPlain = name === '' && status === undefined;
  const toDo = isPlain
    ? named.flatMap((row) => {
        const kind = toDoOf(row, now);
        return kind === null ? [] : [{ row, kind }];
      })
    : [];
  toDo.sort((a, b) => toDoKinds.indexOf(a.kind) - toDoKinds.indexOf(b.kind));
  const rows = named.filter((row) =>
    status === undefined ? !toDo.some((one) => one.row === row) : filterOf(row, now) === status,
  );
  return showPage({
    toDo,
    rows,
    isEmpty: all.length === 0 && !isMine,
    asked: { name, status, isMine },
    counts,
  });
};
