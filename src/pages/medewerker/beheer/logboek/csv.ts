import type { APIRoute } from 'astro';
import { exportLog } from '#server/audit/readLog.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readAddress } from '../../../../audit/address.ts';
import { logCsv } from '../../../../audit/csv.ts';

/** What the log shows, as a file. */
export const GET: APIRoute = async ({ url, locals: { ctx } }) => {
  const rows = await exportLog(ctx, readAddress(url));
  const name = `logboek-${dateInAmsterdam(ctx.clock.now())}.csv`;
  return new Response(logCsv(rows), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  });
};
