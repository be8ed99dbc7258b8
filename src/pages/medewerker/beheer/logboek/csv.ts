import type { APIRoute } from 'astro';
import { exportLog } from '#server/audit/readLog.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { csvFile } from '#ui/csv.ts';
import { readAddress } from '../../../../audit/address.ts';
import { logCsv } from '../../../../audit/csv.ts';

/** What the log shows, as a file. */
export const GET: APIRoute = async ({ url, locals: { ctx } }) => {
  const rows = await exportLog(ctx, readAddress(url));
  return csvFile(`logboek-${dateInAmsterdam(ctx.clock.now())}`, logCsv(rows));
};
