import {
  answerInvitation,
  objectByInvitation,
  tellMore,
  withdrawObjection,
} from '#server/gesprekken/answer.ts';
import { type OpenedGesprek, openGesprek } from '#server/gesprekken/openGesprek.ts';
import type { InvitationOver } from '#server/gesprekken/rules.ts';
import { answerSchema, moreSchema } from '#server/gesprekken/schema.ts';
import type { Ctx } from '#server/http/context.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { type FormValues, optional, readForm, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, type Step, showPage, type TakeStep } from '#ui/step.ts';
import { formErrors } from '../booking/errors.ts';
import { pathsIn } from '../booking/paths.ts';

const doneWords = ['answered', 'told', 'objected', 'withdrawn'] as const;
type DoneWord = (typeof doneWords)[number];

export interface OpenPage {
  view: 'open';
  token: string;
  invitation: OpenedGesprek;
  /** What was typed in the form that belongs to an answer, when it was not accepted. */
  values: FormValues;
  errors: PageErrors;
  /** They answered too often in a row. */
  tooMany: boolean;
  done: DoneWord | undefined;
}

export type GesprekPage = OpenPage | { view: 'over'; why: InvitationOver };

/** What a casemanager asks of who opens their link. Only a POST changes anything: mail scanners open links, too. */
export const gesprekStep: TakeStep<GesprekPage> = async ({ request, url, params, locals: { ctx } }) => {
  const { token = '' } = params;
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  const sent = values && (await carryOut(ctx, token, values));
  if (sent && 'kind' in sent) return sent;
  const opened = await openGesprek(ctx, token);
  if (!opened.ok) return opened.error === 'over' ? overPage(opened.why) : notFound;
  const { invitation } = opened;
  const done = doneWords.find((word) => word === url.searchParams.get('done'));
  const common = { view: 'open' as const, token, invitation, done: sent ? undefined : done };
  if (sent?.retryAfterSeconds !== undefined) {
    const page = { ...common, values: {}, errors: pageErrors([]), tooMany: true };
    return { kind: 'page', status: 429, retryAfterSeconds: sent.retryAfterSeconds, page };
  }
  const errors = sent?.errors ?? pageErrors([]);
  return showPage({ ...common, values: values ?? {}, errors, tooMany: false }, sent ? 422 : 200);
};

const overPage = (why: InvitationOver): Step<GesprekPage> => showPage({ view: 'over', why }, 410);

/** What a form of the page comes to: where it leads, or what was wrong with it. */
async function carryOut(
  ctx: Ctx,
  token: string,
  values: FormValues,
): Promise<Step<GesprekPage> | { errors?: PageErrors; retryAfterSeconds?: number }> {
  const act = typed(values, 'act');
  if (!isAct(act)) return brokenForm;
  const result = await doAct(ctx, token, act, values);
  if (result.ok) return redirectTo(pathsIn(ctx.language).gesprek(token, said[act]));
  switch (result.error) {
    case 'not-found':
      return notFound;
    case 'over':
      return overPage(result.why);
    case 'too-many':
      return { retryAfterSeconds: result.retryAfterSeconds };
    case 'invalid':
      // An answer that is none was never on the page.
      if (act === 'answer') return brokenForm;
      return { errors: formErrors(result.errors, ['where', 'phone', 'part', 'again'], ctx.language) };
  }
}

const said = { answer: 'answered', more: 'told', object: 'objected', withdraw: 'withdrawn' } as const;

const isAct = (act: string | undefined): act is keyof typeof said =>
  act !== undefined && Object.hasOwn(said, act);

function doAct(ctx: Ctx, token: string, act: keyof typeof said, values: FormValues) {
  if (act === 'object') return objectByInvitation(ctx, token);
  if (act === 'withdraw') return withdrawObjection(ctx, token);
  if (act === 'answer') return attempt(answerSchema, values, (input) => answerInvitation(ctx, token, input));
  const { answer } = values;
  const told = {
    answer,
    where: optional(values, 'where'),
    phone: optional(values, 'phone'),
    part: optional(values, 'part'),
    again: optional(values, 'again'),
  };
  return attempt(moreSchema, told, (input) => tellMore(ctx, token, input));
}
