import { may } from '#server/access/may.ts';
import { previewImport } from '#server/accounts/import/previewImport.ts';
import { readSheet } from '#server/accounts/import/readSheet.ts';
import { findForm } from '#server/forms/findForm.ts';
import { sheetFile } from '#ui/csv.ts';
import { typed } from '#ui/form.ts';
import { typedFormWord } from '#ui/formWord.ts';
import type { Asked } from '#ui/step.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { sheetColumns } from './columns.ts';
import { headOf, sayRowFault } from './sayFault.ts';

const again = () => new Response(null, { status: 303, headers: { Location: staffPaths.importPeople } });

/** The rows of a file that are wrong, as they were, with what is wrong behind them: to mend, and to read in anew. */
export async function wrongRowsFile({ url, locals }: Pick<Asked, 'url' | 'locals'>): Promise<Response> {
  const { ctx, sessionId, lang } = locals;
  may(ctx, 'people.save');
  const t = texts(lang);
  const owner = { sessionId, appointmentId: null, path: staffPaths.importPeople };
  const form = await findForm(ctx, owner, url.searchParams.get(typedFormWord) ?? '');
  // Kept for an hour; after that it has to be sent again.
  const read = readSheet(typed(form?.values ?? {}, 'text') ?? '');
  if (!read.ok) return again();
  const { sheet } = read;
  const rows = (await previewImport(ctx, sheet)).flatMap((row) => {
    if (row.kind !== 'wrong') return [];
    const cells = sheet.heads.map((_, index) => row.cells[index] ?? '');
    const faults = row.faults.map((fault) =>
      [headOf(sheet, fault), sayRowFault(t, fault)].filter(Boolean).join(': '),
    );
    return [[...cells, `${t('people.import.row')} ${row.row}: ${faults.join(' ')}`]];
  });
  const heads = [...sheet.heads.map(({ text }) => text), t('people.import.wrong.head')];
  return sheetFile('mensen-fout', [heads, ...rows]);
}

/** A file with the names of the columns and two made-up people. */
export function exampleFile({ locals: { ctx, lang } }: Pick<Asked, 'locals'>): Response {
  may(ctx, 'people.save');
  const t = texts(lang);
  return sheetFile('mensen-voorbeeld', [
    sheetColumns.map(({ label }) => t(label)),
    ['Robin', 'de', 'Voorbeeld', 'robin.voorbeeld@example.nl', 'casemanager', '', ''],
    ['Kim', '', 'Proef', 'kim.proef@example.nl', 'coördinator, beheerder', '', ''],
  ]);
}
