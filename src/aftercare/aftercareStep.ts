import { type Aftercare, type PlannedLook, readAftercare } from '#server/trajecten/readAftercare.ts';
import { afterSchema } from '#server/trajecten/worklistSchema.ts';
import { showPage, type TakeStep } from '#ui/step.ts';
import { type Group, groupRows } from '../worklist/groups.ts';

export interface AftercarePage {
  looks: Aftercare;
  groups: Group<PlannedLook & { nextOn: string }>[];
  isFirst: boolean;
}

/** When the team looks again how it goes with whom; what came of it is noted on the page of the traject. */
export const aftercareStep: TakeStep<AftercarePage> = async ({ url, locals: { ctx } }) => {
  const after = afterSchema.safeParse(url.searchParams.get('after')).data ?? null;
  const looks = await readAftercare(ctx, { after });
  const rows = looks.rows.map((row) => ({ ...row, nextOn: row.dueOn }));
  return showPage({ looks, groups: groupRows(rows, looks.today), isFirst: after === null });
};
