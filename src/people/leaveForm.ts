import { z } from 'zod';
import { personSchema } from '#server/accounts/schema.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import type { Ctx } from '#server/leaving/context.ts';
import { type LeaveResult, leave } from '#server/leaving/leave.ts';
import type { OpenWork } from '#server/leaving/readOpen.ts';
import { anyone, chooseAgain, type LeavePlan, leavePlanSchema } from '#server/leaving/schema.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { misplaced } from './personForm.ts';

/** The fields of one afspraak. */
export const toField = (id: string) => `to-${id}`;
export const versionFieldOf = (id: string) => `version-${id}`;

const counted = { appointments: z.int(), conversations: z.int(), trajecten: z.int() };
const refusedWith = z.discriminatedUnion('error', [
  z.object({ ok: z.literal(false), error: z.enum(['taken', 'no-room']), start: z.number() }),
  z.object({ ok: z.literal(false), error: z.literal('under-way'), end: z.number() }),
  z.object({ ok: z.literal(false), error: z.literal('still-open'), ...counted }),
]);
export const leaveRefused = refusedWith
  .or(refusedInvalid)
  .or(refusedAs(...misplaced, 'changed', 'last-manager', 'oneself', 'unknown', 'form-broken'))
  .or(refusedAs('nobody-for-trajecten'));
export type LeaveRefused = z.output<typeof leaveRefused>;

/** What was decided of each afspraak that the form had, and of all else. */
function planOf(values: FormValues): LeavePlan | null {
  const ids = Object.keys(values).flatMap((name) => (name.startsWith('to-') ? [name.slice(3)] : []));
  const all = typed(values, 'each') === chooseAgain;
  const parsed = leavePlanSchema.safeParse({
    appointments: ids.map((id) => ({
      id,
      version: readVersion(values[versionFieldOf(id)]),
      to: all ? chooseAgain : values[toField(id)],
    })),
    keeper: typed(values, 'keeper') || null,
    chats: values.chats ?? 'queue',
    replies: values.replies ?? 'drop',
    message: values.message ?? '',
  });
  return parsed.success ? parsed.data : null;
}

/** Passes on what is open under somebody, and ends their account or saves what they become. */
export async function postLeave(
  ctx: Ctx,
  id: string,
  values: FormValues,
): Promise<LeaveResult | LeaveRefused> {
  const plan = planOf(values);
  if (plan === null) return { ok: false, error: 'form-broken' };
  if (typed(values, 'does') !== 'save') return leave(ctx, id, plan, { does: 'end' });
  const version = readVersion(values[versionField]);
  return attempt(personSchema, values, (input) =>
    leave(ctx, id, plan, { does: 'save', person: { ...input, version } }),
  );
}

/** What becomes of an afspraak unless something else is chosen. */
export const proposed = ({ free, isChoosing }: OpenWork['appointments'][number]): string =>
  free.length === 0 || isChoosing ? chooseAgain : anyone;
