import { z } from 'zod';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

const ownerSchema = z.object({ owner: z.uuid() });

/** Says to whoever has a traject that a school reported or changed something, when all is committed. Part of a write. */
export async function tellOwner(w: Write<Ctx>, traject: string): Promise<void> {
  const [row] = await w.tx`select owner_id as owner from trajecten where id = ${traject}`;
  w.changed({ trajecten: [ownerSchema.parse(row).owner] });
}
