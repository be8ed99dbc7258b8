import { z } from 'zod';
import { addNote } from '#server/agenda/addNote.ts';
import { noteArrival } from '#server/agenda/noteArrival.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { removeNote } from '#server/agenda/removeNote.ts';
import { noteInputSchema, recordOutcomeSchema } from '#server/agenda/schema.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Done } from '#server/booking/undoable.ts';
import { writeToReferrer } from '#server/referral/messages.ts';
import { referralMessageSchema } from '#server/referral/schema.ts';
import { readReferralOf } from '#server/referral/teamReferrals.ts';
import { fieldErrors, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { texts } from '../content/texts.ts';
import { careErrors } from './errors.ts';

type T = ReturnType<typeof texts>;

/** Why what was posted on the page of an afspraak was not accepted, in words, with the status to answer. */
export const careNotDone = z.object({
  ok: z.literal(false),
  status: z.union([z.literal(404), z.literal(409), z.literal(422)]),
  errors: saidErrorsSchema,
});
type Refused = z.infer<typeof careNotDone>;
type Answer = Done | Refused;

/** Carries out a form of the page of an afspraak: a note, one that goes away, that the jongere is there, a word to who referred, or how it went. */
export function carryOut(ctx: Ctx, t: T, id: string, values: FormValues): Promise<Answer> {
  const act = typed(values, 'act');
  if (act === 'note') return note(ctx, t, id, values);
  if (act === 'here' || act === 'not-here') return arrival(ctx, t, id, act === 'here');
  if (act === 'write-referrer') return writeWords(ctx, t, id, values);
  return act === 'remove-note' ? removeOwnNote(ctx, id, values) : outcome(ctx, t, id, values);
}

async function note(ctx: Ctx, t: T, id: string, values: FormValues): Promise<Answer> {
  const input = noteInputSchema.safeParse(values);
  if (!input.success) {
    return { ok: false, status: 422, errors: careErrors(t, fieldErrors(input.error), ['text']) };
  }
  const result = await addNote(ctx, id, input.data);
  if (result.ok) return result;
  return { ok: false, status: 409, errors: [{ message: t('care.error.wiped') }] };
}

async function arrival(ctx: Ctx, t: T, id: string, here: boolean): Promise<Answer> {
  const result = await noteArrival(ctx, id, here);
  if (result.ok) return { ok: true, undo: null };
  if (result.error === 'not-found') return notFound;
  return { ok: false, status: 409, errors: [{ message: t('care.here.not-now') }] };
}

async function writeWords(ctx: Ctx, t: T, id: string, values: FormValues): Promise<Answer> {
  const input = referralMessageSchema.safeParse({ text: values.words });
  if (!input.success) {
    const errors = fieldErrors(input.error).map((error) => ({ ...error, field: 'words' }));
    return { ok: false, status: 422, errors: careErrors(t, errors, ['words']) };
  }
  const found = await readReferralOf(ctx, id);
  if (!found.ok || found.referral === null) return notFound;
  const result = await writeToReferrer(ctx, found.referral.id, input.data);
  if (result.ok) return { ok: true, undo: null };
  if (result.error === 'not-found') return notFound;
  return { ok: false, status: 409, errors: [{ field: 'words', message: t('care.referral.too-late') }] };
}

async function removeOwnNote(ctx: Ctx, id: string, values: FormValues): Promise<Answer> {
  const result = await removeNote(ctx, id, typed(values, 'note') ?? '');
  return result.ok ? result : notFound;
}

const statuses = { 'too-early': 422, changed: 409, 'time-taken': 409, wiped: 409 } as const;

async function outcome(ctx: Ctx, t: T, id: string, values: FormValues): Promise<Answer> {
  const input = recordOutcomeSchema.safeParse(values);
  if (!input.success) {
    return { ok: false, status: 422, errors: careErrors(t, fieldErrors(input.error), ['outcome']) };
  }
  const result = await recordOutcome(ctx, id, input.data);
  if (result.ok) return result;
  if (result.error === 'not-found') return notFound;
  const message = t(`staff.error.${result.error}`);
  return { ok: false, status: statuses[result.error], errors: [{ field: 'outcome', message }] };
}

const notFound: Refused = { ok: false, status: 404, errors: [] };
