import { randomUUID } from 'node:crypto';
import { mayBook } from '#server/booking/mayBook.ts';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { Ctx } from '#server/http/context.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { isLanguage, type Language } from '#server/kernel/languages.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';
import type { Said } from '#server/referral/consent.ts';
import { readFormConsent } from '#server/referral/readConsent.ts';
import { referByForm } from '#server/referral/referWithoutAccount.ts';
import { referByFormSchema } from '#server/referral/schema.ts';
import type { Topic } from '#server/roster/types.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type FormValues, readForm, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { redirectTo, type Step, showPage, type TakeStep } from '#ui/step.ts';
import { texts } from '../content/texts.ts';
import { keyPattern } from '../street/carryOut.ts';
import { type FormTexts, formFields, judgeForm, nameOf, toFormInput, typedTexts } from './fields.ts';
import { referFormPaths } from './paths.ts';

/** Why it was not passed on, where no field is to blame. */
export type Refusal = 'elsewhere-age' | 'elsewhere-residence' | 'consent-changed' | 'key-reused' | 'too-many';

interface Filled {
  fields: FormTexts;
  /** What makes a repeat known, through both screens. */
  key: string;
  topics: readonly Topic[];
  errors: PageErrors;
  refusal: Refusal | null;
}

export type ReferFormPage =
  | { view: 'broken' }
  | ({ view: 'fill' } & Filled)
  /** All of it to read, with the sentence that the jongere agrees to in their own language. */
  | ({ view: 'check'; consent: Said } & Filled);

/**
 * A professional without an account refers a jongere: one screen to fill in, one to read together and agree to. It has no
 * owner whom we know, so the answer is the page itself, with all that was typed.
 */
export const referFormStep: TakeStep<ReferFormPage> = async ({ request, locals: { ctx } }) => {
  const values = request.method === 'POST' ? await readForm(request) : {};
  if (values === null) return showPage({ view: 'broken' }, 400);
  if (request.method !== 'POST' || typed(values, 'action') === 'back') return fill(ctx, values);
  const errors = await faultsOf(ctx, values);
  const asked: readonly string[] = formFields;
  const inFields = errors.filter(({ field }) => asked.includes(field));
  if (inFields.length > 0) return fill(ctx, values, { status: 422, errors: inFields });
  const elsewhere = elsewhereOf(values);
  if (elsewhere) return fill(ctx, values, { status: 409, refusal: elsewhere });
  if (typed(values, 'action') !== 'send') return check(ctx, values);
  return errors.length > 0 ? check(ctx, values, { status: 422, errors }) : send(ctx, values);
};

async function send(ctx: Ctx, values: FormValues): Promise<Step<ReferFormPage>> {
  const key = typed(values, 'key') ?? '';
  if (!keyPattern.test(key)) return check(ctx, values, { status: 409, refusal: 'key-reused' });
  const result = await attempt(referByFormSchema, toFormInput(values), (input) =>
    referByForm(ctx, input, key),
  );
  if (result.ok) return redirectTo(referFormPaths(ctx.language).sent);
  switch (result.error) {
    case 'invalid': {
      const errors = result.errors.map(({ field, message }) => ({ field: nameOf(field), message }));
      return fill(ctx, values, { status: 422, errors });
    }
    case 'elsewhere':
      return fill(ctx, values, { status: 409, refusal: `elsewhere-${result.why}` });
    case 'too-many': {
      const step = await check(ctx, values, { status: 429, refusal: 'too-many' });
      return step.kind === 'page' ? { ...step, retryAfterSeconds: result.retryAfterSeconds } : step;
    }
    default:
      return check(ctx, values, { status: 409, refusal: result.error });
  }
}

async function faultsOf(ctx: Ctx, values: FormValues): Promise<FieldError[]> {
  const errors = judgeForm(values);
  const isTopic = findTopic(await ctx.roster.current(), typed(values, 'topic'), 'invited') !== undefined;
  const isNamed = errors.some(({ field }) => field === 'topic');
  return isTopic || isNamed ? errors : [...errors, { field: 'topic', message: 'topic-required' }];
}

function elsewhereOf(values: FormValues): Refusal | null {
  if (typed(values, 'ageGroup') === '27-plus') return 'elsewhere-age';
  return typed(values, 'residence') === 'elsewhere' ? 'elsewhere-residence' : null;
}

interface Found {
  status?: number;
  errors?: readonly FieldError[];
  refusal?: Refusal;
}

async function filled(ctx: Ctx, values: FormValues, { errors = [], refusal }: Found): Promise<Filled> {
  const { topics } = await ctx.roster.current();
  const key = typed(values, 'key') ?? '';
  const isFresh = keyPattern.test(key) && refusal !== 'key-reused';
  return {
    fields: typedTexts(values),
    key: isFresh ? key : randomUUID(),
    topics: topics.filter((topic) => topic.active && mayBook(topic, 'invited')),
    errors: pageErrors(sayErrors(errors, { fields: [...formFields, 'consent'], say: sayerIn(ctx.language) })),
    refusal: refusal ?? null,
  };
}

/** A jongere reads of what they want to talk about; who refers does not. */
const sayerIn = (language: Language) => (message: string) =>
  message === 'topic-required' ? texts(language)('refer.topic.required') : sayMessage(language, message);

const fill = async (ctx: Ctx, values: FormValues, found: Found = {}): Promise<Step<ReferFormPage>> =>
  showPage({ view: 'fill', ...(await filled(ctx, values, found)) }, found.status);

async function check(ctx: Ctx, values: FormValues, found: Found = {}): Promise<Step<ReferFormPage>> {
  const language = typed(values, 'language') ?? '';
  const consent = await readFormConsent(ctx, isLanguage(language) ? language : 'nl');
  return showPage({ view: 'check', consent, ...(await filled(ctx, values, found)) }, found.status);
}
