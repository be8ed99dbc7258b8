import { dateInAmsterdam, isoInAmsterdam } from '#server/kernel/time.ts';
import { exportRights } from '#server/rightsReview/readRights.ts';
import { sheetFile } from '#ui/csv.ts';
import type { Asked } from '#ui/step.ts';
import { texts } from '../content/texts.ts';
import { rightsColumns, sayRow } from './sayRights.ts';

/** The list of now, or one that was signed, as a file; that it was given out is in the audit log. */
export async function rightsFile({
  url,
  locals: { ctx, lang },
}: Pick<Asked, 'url' | 'locals'>): Promise<Response> {
  const t = texts(lang);
  const rows = await exportRights(ctx, url.searchParams.get('signed'));
  if (!rows) return new Response(null, { status: 404 });
  const moment = (at: number | null) => (at === null ? '' : isoInAmsterdam(at));
  return sheetFile(`wie-mag-wat-${dateInAmsterdam(ctx.clock.now())}`, [
    [
      ...rightsColumns.map((column) => t(`rights.column.${column}`)),
      t('rights.column.seen'),
      t('rights.column.since'),
    ],
    ...rows.map((row) => {
      const said = sayRow(t, row);
      return [...rightsColumns.map((column) => said[column]), moment(row.lastSeen), moment(row.since)];
    }),
  ]);
}
