import { type Preview, previewMessage } from '#server/notifications/preview/previewMessage.ts';
import { sendTest, type TestSent } from '#server/notifications/preview/sendTest.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { readForm } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { sayAddition } from '../settings/words.ts';
import { type Asked, askedOf, queryOf } from './asked.ts';

export interface PreviewPage {
  asked: Asked;
  preview: Preview;
  errors: PageErrors;
  /** A test was sent just now. */
  sent: boolean;
  /** Why a test did not go. */
  refused: Extract<TestSent, { ok: false }> | null;
}

/** How a message will be read: all of it in the address. A form sends it to whoever looks. */
export const previewStep: TakeStep<PreviewPage> = async ({ request, url, locals: { ctx, lang } }) => {
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  const asked = askedOf(values ?? Object.fromEntries(url.searchParams));
  const { wrong } = asked;
  const result = values && wrong === null ? await sendTest(ctx, asked.input) : null;
  if (result?.ok) return redirectTo(staffPaths.preview({ ...queryOf(asked), done: 'sent' }));
  const said = wrong === null ? [] : [{ field: 'added', message: sayAddition(texts(lang), wrong) }];
  const page = {
    asked,
    preview: await previewMessage(ctx, asked.input),
    errors: pageErrors(said),
    sent: url.searchParams.get('done') === 'sent',
    refused: result,
  };
  if (result?.error === 'too-many')
    return { kind: 'page', status: 429, retryAfterSeconds: result.retryAfterSeconds, page };
  return showPage(page, wrong === null ? (result === null ? 200 : 409) : 422);
};
