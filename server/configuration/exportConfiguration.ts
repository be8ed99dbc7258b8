import { may } from '#server/access/may.ts';
import { exported } from '#server/access/viewed.ts';
import { exportSetup, writtenSetup } from '#server/setup/exportSetup.ts';
import type { Ctx } from './context.ts';

/** All that was configured, as the text of a setup file: see `exportSetup`. The audit log says who asked. */
export async function exportConfiguration(ctx: Ctx): Promise<string> {
  may(ctx, 'configuration.read');
  exported(ctx, 'configuration.read', { kind: 'configuration' });
  return writtenSetup(await exportSetup(ctx.db));
}
