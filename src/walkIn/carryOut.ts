import { z } from 'zod';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import type { Ctx } from '#server/http/context.ts';
import { callAgain, notAnswered } from '#server/walkIn/callAgain.ts';
import { callWalkIn } from '#server/walkIn/callWalkIn.ts';
import { leaveLine, moveToLine, putBack } from '#server/walkIn/leaveLine.ts';
import { putInLine } from '#server/walkIn/putInLine.ts';
import { callSchema, walkInSchema } from '#server/walkIn/schema.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';

/** Why an act at the desk was not done. */
export const deskNotDone = z.union([
  refusedInvalid,
  refusedAs('not-found', 'changed', 'location-unknown'),
  z.object({ ok: z.literal(false), error: z.literal('busy'), at: z.number() }),
]);
export type DeskNotDone = z.infer<typeof deskNotDone>;

type Done = { ok: true; given?: string } | DeskNotDone;

const versionSchema = z.coerce.number().int().min(0).catch(-1);

/** Carries out a form of the desk. `given` is the number that somebody got. */
export async function carryOut(ctx: Ctx, values: FormValues): Promise<Done> {
  const id = typed(values, 'id') ?? '';
  const version = versionSchema.parse(values.version);
  switch (typed(values, 'act')) {
    case 'add':
      return add(ctx, values);
    case 'call':
      return attempt(callSchema, values, (input) => callWalkIn(ctx, id, input));
    case 'again':
      return callAgain(ctx, id, version);
    case 'missed':
      return notAnswered(ctx, id, version);
    case 'leave':
      return leaveLine(ctx, id, version);
    case 'back':
      return putBack(ctx, id, version);
    case 'move':
      return given(await moveToLine(ctx, id, { version, to: typed(values, 'to') ?? '' }));
    default:
      return done(ctx, typed(values, 'appointment') ?? '');
  }
}

const filled = (text: string | undefined) => (text?.trim() ? text : undefined);

async function add(ctx: Ctx, values: FormValues): Promise<Done> {
  const asked = {
    id: typed(values, 'id'),
    location: typed(values, 'place'),
    topic: typed(values, 'topic') ?? '',
    firstName: filled(typed(values, 'firstName')),
  };
  return given(await attempt(walkInSchema, asked, (input) => putInLine(ctx, input)));
}

const given = (result: { ok: true; number: number } | DeskNotDone): Done =>
  result.ok ? { ok: true, given: String(result.number) } : result;

/** The talk is over. */
async function done(ctx: Ctx, appointment: string): Promise<Done> {
  const result = await recordOutcome(ctx, appointment, { outcome: 'geweest' });
  if (result.ok) return { ok: true };
  return { ok: false, error: result.error === 'not-found' ? 'not-found' : 'changed' };
}
