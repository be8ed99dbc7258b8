import { randomUUID } from 'node:crypto';
import { bookableDates } from '#server/availability/window.ts';
import type { StaffTime, StaffTimes } from '#server/booking/findStaffTimes.ts';
import { mayBook } from '#server/booking/mayBook.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Said } from '#server/referral/consent.ts';
import { findReferralTimes } from '#server/referral/findReferralTimes.ts';
import { readConsent } from '#server/referral/readConsent.ts';
import { findAlike } from '#server/referral/readReferrals.ts';
import { messagesUnsaid } from '#server/referral/rules.ts';
import { alikeSchema } from '#server/referral/schema.ts';
import type { ReferralRow } from '#server/referral/types.ts';
import type { Topic } from '#server/roster/types.ts';
import { dateSchema } from '#server/slots/schema.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { brokenForm, notFound, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from '../booking/errors.ts';
import { timeValue } from '../desk/form.ts';
import { carryOut, keyPattern, type ReferOutcome, referOutcomes, stepAfter } from './carryOut.ts';
import { type ReferFields, referFields, toInput, typedFields } from './fields.ts';
import { asTimes } from './offeredTimes.ts';
import { type ReferWay, referWays, streetPaths } from './paths.ts';
import { type ReferStep, stepsOf } from './steps.ts';

export interface ReferPage {
  way: ReferWay;
  step: ReferStep;
  steps: readonly ReferStep[];
  fields: ReferFields;
  /** The furthest screen that was seen. */
  reached: ReferStep;
  key: string;
  topics: readonly Topic[];
  errors: PageErrors;
  /** What the jongere agrees to, in their language. */
  consent: Said;
  /** Referrals of the own organisation that may be of the same jongere. */
  alike: readonly ReferralRow[];
  /** On the last screen of who books together. */
  when: { times: StaffTimes; chosen: StaffTime | null; near: readonly StaffTime[] } | null;
  refusal: Exclude<Extract<ReferOutcome, { ok: false }>['error'], 'invalid'> | null;
  /** For whom there is other help. */
  elsewhere: 'age' | 'residence' | null;
}

/** What the screens hold. How much messages say stands in them from the first one on: a browser keeps it with the rest. */
function shownFields(way: ReferWay, sent: FormValues): ReferFields {
  const fields = typedFields(sent);
  return way === 'samen' ? { ...fields, messages: fields.messages || messagesUnsaid } : fields;
}

/** Somebody brings a jongere: screen after screen, with all that was typed before carried along. */
export const referStep: TakeStep<ReferPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const way = referWays.find((one) => one === asked.params.way);
  if (!way) return notFound;
  const form = await takeForm(asked);
  const { values } = form;
  if (values === null) return brokenForm;
  const language = values?.language === 'en' ? 'en' : 'nl';
  const consent = await readConsent(ctx, language);
  const outcome = await form.answer(referOutcomes, (sent) => carryOut(ctx, way, sent));
  if (form.sent)
    return form.again(outcome?.ok && 'made' in outcome ? streetPaths.referral(outcome.made) : undefined);

  const { topics } = await ctx.roster.current();
  const sent = values ?? {};
  const step = values ? stepAfter(way, values, outcome) : 'who';
  const refusal = outcome?.ok === false ? outcome : null;
  const errors = formErrors(refusal?.error === 'invalid' ? refusal.errors : [], referFields, lang);
  return showPage(
    {
      way,
      step,
      steps: stepsOf(way),
      fields: shownFields(way, sent),
      reached: furthest(way, step, typed(sent, 'reached')),
      key: keyOf(sent, refusal?.error === 'key-reused'),
      topics: topics.filter((topic) => topic.active && mayBook(topic, 'invited')),
      errors,
      consent,
      alike: step === 'who' ? [] : await alikeOf(ctx, sent),
      when: step === 'when' ? await timesFor(ctx, sent, outcome) : null,
      refusal: refusal && refusal.error !== 'invalid' ? refusal.error : null,
      elsewhere: refusal?.error === 'elsewhere' ? refusal.why : null,
    },
    refusal ? (refusal.error === 'invalid' ? 422 : 409) : 200,
  );
};

function keyOf(sent: FormValues, isUsed: boolean): string {
  const key = typed(sent, 'key');
  return key !== undefined && keyPattern.test(key) && !isUsed ? key : randomUUID();
}

function furthest(way: ReferWay, step: ReferStep, reached: string | undefined): ReferStep {
  const steps = stepsOf(way);
  return steps.findLast((one) => one === step || one === reached) ?? step;
}

/** One that looks the same of the own organisation; who types no name or contact yet has none. */
async function alikeOf(ctx: Ctx, sent: FormValues): Promise<ReferralRow[]> {
  const { firstName, contact, contactOf } = toInput(sent);
  const asked = alikeSchema.safeParse({ firstName, contact: contactOf === 'jongere' ? contact : {} });
  return asked.success ? (await findAlike(ctx, asked.data)).slice(0, 3) : [];
}

/** Free times; by telephone only for who gave a number. Of a time that was taken, the nearest first. */
async function timesFor(
  ctx: Ctx,
  sent: FormValues,
  outcome: ReferOutcome | undefined,
): Promise<NonNullable<ReferPage['when']>> {
  const { from: today } = bookableDates(await ctx.roster.current(), ctx.clock.now());
  const found = await findReferralTimes(ctx, {
    topic: typed(sent, 'topic') ?? '',
    urgent: sent.isUrgent === 'yes',
    visits: true,
    from: dateSchema.safeParse(sent.more).data ?? today,
  });
  const days = found.days.map(({ date, times }) => ({ date, times: asTimes(times, sent) }));
  const near = outcome?.ok === false && outcome.error === 'taken' ? asTimes(outcome.alternatives, sent) : [];
  const all = [...near, ...days.flatMap(({ times }) => times)];
  return {
    times: { now: null, days, more: found.more },
    chosen: all.find((time) => timeValue(time) === sent.start) ?? null,
    near,
  };
}
