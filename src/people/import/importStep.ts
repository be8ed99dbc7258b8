import { may } from '#server/access/may.ts';
import { fingerprintOf } from '#server/accounts/import/fingerprint.ts';
import type { ImportedRow } from '#server/accounts/import/importPeople.ts';
import { previewImport } from '#server/accounts/import/previewImport.ts';
import { readSheet, type Sheet } from '#server/accounts/import/readSheet.ts';
import type { PlannedRow } from '#server/accounts/import/types.ts';
import { readPasswordLinks } from '#server/accounts/passwordLink.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { typedFormWord } from '#ui/formWord.ts';
import { brokenForm, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { outcomes, postImport, sentText } from './importForm.ts';
import { saySheetFault } from './sayFault.ts';

export interface ImportPage {
  text: string;
  errors: PageErrors;
  /** What the file would change; null before there is one that can be read, and after it went in. */
  checked: { sheet: Sheet; rows: readonly PlannedRow[]; fingerprint: string } | null;
  /** What came of each row, with the links that still open. */
  imported: { rows: readonly ImportedRow[]; links: ReadonlyMap<string, string> } | null;
  /** The address of the wrong rows as a file. */
  wrongFile: string;
}

/** A beheerder sends a file of people, looks at what it would change, and reads it in. */
export const importStep: TakeStep<ImportPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  may(ctx, 'people.save');
  const t = texts(lang);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  let text = typed(form.values ?? {}, 'text') ?? '';
  const result = await form.answer(outcomes, async (values) => {
    const sent = await sentText(values);
    text = sent.ok ? sent.text : '';
    return sent.ok ? postImport(ctx, text, values) : sent;
  });
  if (form.sent) return form.again(undefined, { text });

  const wrongFile = staffPaths.importWrong(asked.url.searchParams.get(typedFormWord) ?? '');
  const page = { text, errors: pageErrors([]), checked: null, imported: null, wrongFile };
  if (form.values === undefined) return showPage(page);
  if (result?.ok) {
    const invited = result.rows.filter((one) => one.came === 'invited');
    return showPage({ ...page, imported: { ...result, links: await readPasswordLinks(ctx, invited) } });
  }
  const refused = (said: SaidError, status: number, more = {}) =>
    showPage({ ...page, ...more, errors: pageErrors([said]) }, status);
  if (result && result.error !== 'check' && result.error !== 'changed') {
    const field = result.error === 'none' ? 'file' : text === '' ? 'file' : 'text';
    return refused({ field, message: t(`people.import.error.${result.error}`) }, 422);
  }
  const read = readSheet(text);
  if (!read.ok) return refused({ field: 'text', message: saySheetFault(t, read) }, 422);
  const rows = await previewImport(ctx, read.sheet);
  const checked = { sheet: read.sheet, rows, fingerprint: fingerprintOf(rows) };
  if (result?.error === 'changed')
    return refused({ message: t('people.import.error.changed') }, 409, { checked });
  return showPage({ ...page, checked });
};
