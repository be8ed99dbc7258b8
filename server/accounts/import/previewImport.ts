import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { planImport } from './planImport.ts';
import { readGround } from './readGround.ts';
import type { Sheet } from './readSheet.ts';
import type { PlannedRow } from './types.ts';

/** What a file of people would change, row by row; nothing is written. */
export async function previewImport(ctx: Ctx, sheet: Sheet): Promise<PlannedRow[]> {
  const { staff: me } = may(ctx, 'people.save');
  return planImport(sheet, await readGround(ctx, me));
}
