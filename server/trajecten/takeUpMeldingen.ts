import { z } from 'zod';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { wholeTraject } from './whole.ts';

const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Says of the meldingen of a traject that somebody is at work on them, when it is assigned or somebody is called: their schools must
 * be told (state B of the exchange with DUO). Part of a write that locked the traject.
 */
export async function takeUpMeldingen(w: Write<Ctx>, traject: string): Promise<void> {
  const rows = await w.tx`
    update meldingen set state = 'handled', handled_at = ${w.now}, version = version + 1
    where traject_id = any(${wholeTraject(w.tx, traject)}) and state = 'registered'
    returning id`;
  for (const { id } of idsSchema.parse([...rows]))
    w.record({ about: { kind: 'melding', id }, what: 'state-changed', details: { state: 'handled' } });
}
