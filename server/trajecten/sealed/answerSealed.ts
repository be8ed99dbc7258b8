import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { endTraject } from '../close.ts';
import type { Ctx } from '../context.ts';
import { isOpenIn } from '../openMeldingen.ts';
import { writeNext } from '../setNext.ts';
import { wholeTraject } from '../whole.ts';
import type { SealedState } from './rules.ts';
import type { AcceptSealedInput, RefuseSealedInput } from './schema.ts';
import { lockSealed, type SealedRow } from './sealedPage.ts';
import { tryCode, type WrongCode } from './tryCode.ts';

export type AnsweredSealed =
  | { ok: true }
  | NotFound
  | WrongCode
  | { ok: false; error: 'over'; state: SealedState };

/**
 * Accepts an overdracht on its sealed page: from then on the other gemeente has the jongere, and the traject here closes as handed over.
 * The schools that reported hear that we take no more action. Sent twice by one person it is accepted once.
 */
export function acceptSealed(ctx: Ctx, token: string, input: AcceptSealedInput): Promise<AnsweredSealed> {
  may(ctx, 'handover.sealed');
  return answer(ctx, token, input, async (w, row) => {
    await settle(w, row, 'accepted', input, null);
    await endTraject(w, row.traject, { destination: 'handed-over', check: null, note: row.to });
    await noteMeldingen(w, row.traject);
  });
}

/** Refuses it, with the reason that the giver reads: the traject stays theirs, and is to be looked at today. */
export function refuseSealed(ctx: Ctx, token: string, input: RefuseSealedInput): Promise<AnsweredSealed> {
  may(ctx, 'handover.sealed');
  return answer(ctx, token, input, async (w, row) => {
    await settle(w, row, 'refused', input, input.refusal);
    const today = dateInAmsterdam(Date.parse(w.now));
    await writeNext(w, row.traject, { action: 'hand-over', on: today, note: null });
    await w.tx`update trajecten set version = version + 1 where id = ${row.traject}`;
  });
}

function answer(
  ctx: Ctx,
  token: string,
  input: AcceptSealedInput,
  act: (w: Write<Ctx>, row: SealedRow) => Promise<void>,
): Promise<AnsweredSealed> {
  return write<AnsweredSealed, Ctx>(ctx, async (w) => {
    const found = await lockSealed(w, token);
    if (!found.ok) return found;
    const { row } = found;
    const wrong = await tryCode(w, row, input.code, { note: 'wrong-ones' });
    if (wrong) return wrong;
    if (row.now !== 'open') {
      const isSame = row.settledName === input.name && row.settledFunction === input.function;
      return row.now === 'accepted' && isSame && !('refusal' in input)
        ? { ok: true }
        : { ok: false, error: 'over', state: row.now };
    }
    await act(w, row);
    return { ok: true };
  });
}

async function settle(
  w: Write<Ctx>,
  { id, traject, offeredBy, owner }: SealedRow,
  state: 'accepted' | 'refused',
  { name, function: what }: AcceptSealedInput,
  refusal: string | null,
): Promise<void> {
  await w.tx`
    update handovers set state = ${state}, settled_at = ${w.now}, settled_name = ${name}, settled_function = ${what},
      refusal = ${refusal}
    where id = ${id}`;
  w.record({ about: { kind: 'traject', id: traject }, what: `handover-${state}` });
  // Whoever answers is nobody that the giver works beside: at once on their screen, and by mail.
  w.message({
    kind: 'handover-answered',
    channel: 'email',
    to: { kind: 'staff', id: offeredBy },
    about: { kind: 'handover', id },
    version: Date.parse(w.now),
  });
  w.changed({ trajecten: [owner] });
}

const idsSchema = z.array(z.object({ id: z.uuid() }));

/** Says of the meldingen that are open that we take no more action: none of the reasons to close one fits (state K of DUO). */
async function noteMeldingen(w: Write<Ctx>, traject: string): Promise<void> {
  const rows = await w.tx`
    update meldingen m set state = 'noted', explanation = 'no-more-action', settled_at = ${w.now}, version = version + 1
    where traject_id = any(${wholeTraject(w.tx, traject)})
      and ${isOpenIn(w.tx)}
    returning id`;
  for (const { id } of idsSchema.parse([...rows]))
    w.record({ about: { kind: 'melding', id }, what: 'state-changed', details: { state: 'noted' } });
}
