import { may } from '#server/access/may.ts';
import { exportWrong } from '#server/lists/readList.ts';
import { sheetFile } from '#ui/csv.ts';
import type { Asked } from '#ui/step.ts';
import { texts } from '../content/texts.ts';
import { sayRowFault } from './sayFault.ts';

/** The rows of a list that are wrong, as they were sent, with what is wrong behind them: to mend, and to read in anew. */
export async function wrongRowsFile({ params, locals }: Pick<Asked, 'params' | 'locals'>): Promise<Response> {
  const { ctx, lang } = locals;
  const t = texts(lang);
  const found = await exportWrong(ctx, params.id ?? '');
  if (!found.ok) return new Response(null, { status: 404 });
  const { columns } = found.list.layout;
  const rows = found.rows.map(({ number, texts: cells, faults }) => [
    ...columns.map(({ index }) => cells[index] ?? ''),
    `${t('lists.row')} ${number}: ${faults.map((one) => sayRowFault(t, one)).join('. ')}`,
  ]);
  return sheetFile('lijst-fout', [[...columns.map(({ head }) => head), t('lists.group.wrong')], ...rows]);
}

/** A file with the columns that are known, and two made-up people. */
export function exampleFile({ locals: { ctx } }: Pick<Asked, 'locals'>): Response {
  may(ctx, 'list.write');
  return sheetFile('lijst-voorbeeld', [
    'leerlingnummer voornaam tussenvoegsel achternaam geboortedatum school leerweg soort begin eind reden actie_school vervolg_status telefoon email melder'.split(
      ' ',
    ),
    [
      '0101',
      'Robin',
      'de',
      'Voorbeeld',
      '14-3-2009',
      '',
      'vmbo-tl',
      'V3',
      '2-11-2026',
      '',
      'ziek gemeld',
      'gebeld',
      '',
      '06 12345601',
      '',
      'M. Proef',
    ],
    [
      '0102',
      'Kim',
      '',
      'Proef',
      '1-2-2007',
      '',
      'mbo 2',
      'RMC',
      '26-10-2026',
      '',
      '',
      '',
      '',
      '',
      'kim.proef@example.nl',
      'M. Proef',
    ],
  ]);
}
