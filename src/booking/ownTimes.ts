import type { Ctx } from '#server/booking/context.ts';
import type { Casemanager, Roster, Topic } from '#server/roster/types.ts';
import type { Manner } from './manner.ts';
import { planTimes, type WeekTimes } from './times.ts';

/** What the choice between the own casemanager and everybody shows. Instants are epoch ms. */
export interface OwnChoice {
  name: string;
  /** The first free time of the own casemanager, and of everybody; null where there is none. */
  first: number | null;
  firstOfAll: number | null;
  /** Whether the times shown are those of the own casemanager only. */
  onlyOwn: boolean;
}

interface Query {
  topic: Topic;
  manner: Manner;
  /** `week` of the URL: any date in it, or nonsense. */
  week: string | null;
  own: { casemanager: Pick<Casemanager, 'id' | 'firstName'>; anybody: boolean } | undefined;
  /** Nobody else will do. */
  ownOnly?: boolean;
}

/**
 * The times to show: those of the own casemanager, or of everybody when that was asked for, when there is no own one,
 * and when the own one has no time up to the horizon. With `ownOnly` there is no such choice.
 */
export async function planOwnTimes(
  ctx: Ctx,
  roster: Roster,
  { own, ownOnly = false, ...query }: Query,
): Promise<{ times: WeekTimes; choice: OwnChoice | undefined }> {
  if (own && ownOnly)
    return {
      times: await planTimes(ctx, roster, { ...query, casemanager: own.casemanager.id }),
      choice: undefined,
    };
  const all = await planTimes(ctx, roster, query);
  if (!own) return { times: all, choice: undefined };
  const { id, firstName } = own.casemanager;
  const theirs = await planTimes(ctx, roster, { ...query, casemanager: id });
  const [first = null] = theirs.others;
  const [firstOfAll = null] = all.others;
  const onlyOwn = !own.anybody && first !== null;
  return { times: onlyOwn ? theirs : all, choice: { name: firstName, first, firstOfAll, onlyOwn } };
}
