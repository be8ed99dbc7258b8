import { z } from 'zod';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { Ctx } from '#server/http/context.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { refer } from '#server/referral/refer.ts';
import { referTogether } from '#server/referral/referTogether.ts';
import { referSchema, referTogetherSchema } from '#server/referral/schema.ts';
import { type FormValues, typed } from '#ui/form.ts';
import {
  attempt,
  refusedAs,
  refusedInvalid,
  refusedSameTime,
  refusedTaken,
  refusedTooMany,
} from '#ui/refusals.ts';
import { judge, nameOf, toInput } from './fields.ts';
import type { ReferWay } from './paths.ts';
import { errorsIn, moveFrom, type ReferStep, sentFrom, stepsOf } from './steps.ts';

/** All that may come of a screen, as it is kept with what was typed. */
export const referOutcomes = z
  .object({ ok: z.literal(true), step: z.enum(['who', 'what', 'needs', 'consent', 'when']) })
  .or(z.object({ ok: z.literal(true), made: z.uuid(), shows: z.enum(['link', 'appointment']) }))
  .or(refusedInvalid)
  .or(refusedTaken)
  .or(refusedSameTime)
  .or(z.object({ ok: z.literal(false), error: z.literal('elsewhere'), why: z.enum(['age', 'residence']) }))
  .or(refusedTooMany)
  .or(refusedAs('consent-changed', 'nothing-offered', 'too-many-open', 'key-reused', 'hold-expired'));
export type ReferOutcome = z.output<typeof referOutcomes>;

/** Carries out what was sent from one screen: goes to another, or refers once all is said. */
export async function carryOut(ctx: Ctx, way: ReferWay, values: FormValues): Promise<ReferOutcome> {
  const pressed = typed(values, 'action');
  const at = sentFrom(values, way);
  // Who wants more times wants no afspraak yet.
  if (at === 'when' && typed(values, 'more') !== undefined) return { ok: true, step: 'when' };
  const errors = await faultsOf(ctx, values, at);
  const other = at === 'who' && pressed !== 'back' ? elsewhereOf(values) : null;
  const move = moveFrom(values, { way, errors, pressed });
  if (move !== 'done' && 'wrong' in move) return { ok: false, error: 'invalid', errors: move.errors };
  if (other) return other;
  return move === 'done' ? send(ctx, way, values) : { ok: true, step: move.to };
}

/** What is wrong so far; a time that is missing is said where it is asked. */
async function faultsOf(ctx: Ctx, values: FormValues, at: ReferStep): Promise<FieldError[]> {
  const errors = judge(values);
  const { topics } = await ctx.roster.current();
  const isTopic = findTopic({ topics }, typed(values, 'topic'), 'invited') !== undefined;
  if (!isTopic && !errors.some(({ field }) => field === 'topic'))
    errors.push({ field: 'topic', message: 'topic-required' });
  if (at === 'when' && timeOf(values) === null) errors.push({ field: 'start', message: 'start-invalid' });
  return errors;
}

function elsewhereOf(values: FormValues): Extract<ReferOutcome, { error: 'elsewhere' }> | null {
  if (typed(values, 'ageGroup') === '27-plus') return { ok: false, error: 'elsewhere', why: 'age' };
  if (typed(values, 'residence') === 'elsewhere') return { ok: false, error: 'elsewhere', why: 'residence' };
  return null;
}

/** The time that was chosen, as `timeValue` writes it. */
function timeOf(values: FormValues) {
  const [start, how] = (typed(values, 'start') ?? '').split(' ');
  if (!start || !how) return null;
  const [modality, location] = how.split('/');
  const visitAddress = modality === 'huisbezoek' ? (typed(values, 'visitAddress') ?? '') : undefined;
  return { start, modality, location, visitAddress };
}

/** Only what waited for a line says it. */
const momentSchema = z.coerce.number().int().positive().nullable().catch(null);

async function send(ctx: Ctx, way: ReferWay, values: FormValues): Promise<ReferOutcome> {
  const key = typed(values, 'key') ?? '';
  if (!keyPattern.test(key)) return { ok: false, error: 'key-reused' };
  const input = toInput(values);
  const agreedAt = momentSchema.parse(values.agreedAt);
  const result =
    way === 'samen'
      ? await attempt(referTogetherSchema, { ...input, ...timeOf(values) }, (sent) =>
          referTogether(ctx, sent, key, agreedAt),
        )
      : await attempt(referSchema, input, (sent) => refer(ctx, sent, key, agreedAt));
  if (result.ok) return { ok: true, made: result.referral, shows: way === 'samen' ? 'appointment' : 'link' };
  if (result.error === 'invalid')
    return { ...result, errors: result.errors.map((one) => ({ ...one, field: nameOf(one.field) })) };
  // It was sent before, and is over: the list says what became of it.
  if (result.error === 'too-late') return { ok: false, error: 'key-reused' };
  // Of the jongere, who has to cancel one first; the other limits pass by themselves.
  if (result.error === 'too-many' && result.what === 'open') return { ok: false, error: 'too-many-open' };
  if (result.error === 'consent-changed') return { ok: false, error: result.error };
  return result;
}

/** What makes a repeat known: made by the page, and kept through all screens. */
export const keyPattern = /^[\w-]{8,64}$/;

/** The screen to show: where something is wrong, or where the button led. */
export function stepAfter(way: ReferWay, values: FormValues, outcome: ReferOutcome | undefined): ReferStep {
  if (outcome?.ok && 'step' in outcome) return outcome.step;
  if (outcome?.ok === false && outcome.error === 'invalid') {
    const wrong = stepsOf(way).find((step) => errorsIn(outcome.errors, step).length > 0);
    if (wrong) return wrong;
  }
  if (outcome?.ok === false && outcome.error === 'consent-changed') return 'consent';
  return sentFrom(values, way);
}
