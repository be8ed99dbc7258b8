import type { UndoResult } from '#server/agenda/undo/act.ts';
import { undo } from '#server/agenda/undo.ts';
import { readForm, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../agenda/paths.ts';
import { backOf, readIds, saying } from './comeBack.ts';

/** Takes back what was done just now, the last first, and leads back to where that was. */
export const undoStep: TakeStep<never> = async ({ request, url, locals }) => {
  if (request.method !== 'POST') return redirectTo(staffPaths.today);
  const values = await readForm(request);
  if (values === null) return brokenForm;
  const results: UndoResult[] = [];
  for (const id of readIds(typed(values, 'undo')).slice(0, 100).reverse())
    results.push(await undo(locals.ctx, id));
  const back = backOf(values, url) ?? staffPaths.today;
  return redirectTo(saying(back, { undone: wordFor(results) }));
};

function wordFor(results: readonly UndoResult[]) {
  const [refused] = results.filter((one) => !one.ok);
  if (!refused) return results.length > 0 ? 'ok' : 'not-found';
  return results.length === 1 ? refused.error : 'some';
}
