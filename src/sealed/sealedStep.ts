import { inLanguage } from '#server/kernel/languages.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';
import { type AnsweredSealed, acceptSealed, refuseSealed } from '#server/trajecten/sealed/answerSealed.ts';
import {
  openSealed,
  readOpened,
  readSealed,
  type Sealed,
  type SealedFront,
} from '#server/trajecten/sealed/openSealed.ts';
import { acceptSealedSchema, codeSchema, refuseSealedSchema } from '#server/trajecten/sealed/schema.ts';
import { sealedPath } from '#server/trajecten/sealed/sealedPage.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type FormValues, readForm, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import {
  type Asked,
  brokenForm,
  notFound,
  redirectTo,
  type Step,
  showPage,
  type TakeStep,
} from '#ui/step.ts';
import { texts } from '../content/texts.ts';

/** The fields from top to bottom. */
const fields = ['code', 'name', 'function', 'refusal'];

/** What its link shows: how it stands with the field for the code, or all of it to who has that too. */
export type SealedPage = { errors: PageErrors } & (
  | { kind: 'front'; front: SealedFront }
  | { kind: 'open'; sealed: Sealed; code: string; values: FormValues }
);

/**
 * The sealed page of an overdracht. Its link alone shows nothing of a jongere, and opening it notes nothing; the code comes with a form,
 * and goes along with the answer, so nothing has to be kept in the browser.
 */
export const sealedStep: TakeStep<SealedPage> = async (asked) => {
  const { request, params, locals } = asked;
  const { token = '' } = params;
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  if (values === undefined) return showFront(asked, pageErrors([]));
  const does = typed(values, 'does');
  if (does !== 'accept' && does !== 'refuse') {
    const opened = await attempt(codeSchema, values, (input) => openSealed(locals.ctx, token, input));
    return opened.ok ? showOpen(opened.sealed, values, pageErrors([])) : refused(asked, opened);
  }
  const result =
    does === 'accept'
      ? await attempt(acceptSealedSchema, values, (input) => acceptSealed(locals.ctx, token, input))
      : await attempt(refuseSealedSchema, values, (input) => refuseSealed(locals.ctx, token, input));
  // Its own address says what became of it.
  if (result.ok) return redirectTo(inLanguage(locals.lang, sealedPath(token)));
  if (result.error !== 'invalid') return refused(asked, result);
  const again = await attempt(codeSchema, values, (input) => readOpened(locals.ctx, token, input));
  if (!again.ok) return refused(asked, again);
  const errors = sayErrors(result.errors, { fields, say: (message) => sayMessage(locals.lang, message) });
  return showOpen(again.sealed, values, pageErrors(errors), 422);
};

type Refused =
  | Exclude<AnsweredSealed, { ok: true }>
  | { ok: false; error: 'invalid'; errors: { field: string; message: string }[] };

function refused(asked: Asked, result: Refused): Promise<Step<SealedPage>> | Step<SealedPage> {
  const { lang } = asked.locals;
  if (result.error === 'not-found') return notFound;
  if (result.error === 'over') return redirectTo(inLanguage(lang, sealedPath(asked.params.token ?? '')));
  const message =
    result.error === 'wrong-code'
      ? texts(lang)('sealed.wrong-code', { left: result.left })
      : sayMessage(lang, 'sealed-code-required');
  return showFront(asked, pageErrors([{ field: 'code', message }]), 422);
}

async function showFront(
  { params, locals }: Asked,
  errors: PageErrors,
  status = 200,
): Promise<Step<SealedPage>> {
  const found = await readSealed(locals.ctx, params.token ?? '');
  if (!found.ok) return notFound;
  const { front } = found;
  return showPage({ kind: 'front', front, errors }, front.state === 'open' ? status : 410);
}

const showOpen = (sealed: Sealed, values: FormValues, errors: PageErrors, status = 200): Step<SealedPage> =>
  showPage({ kind: 'open', sealed, code: typed(values, 'code') ?? '', values, errors }, status);
