import { z } from 'zod';
import type { Write, WriteCtx } from '#server/kernel/write.ts';

const managersSchema = z.array(z.object({ id: z.uuid(), canSignIn: z.boolean() }));

/**
 * Whether nobody who can sign in is left to manage without this person. Part of a write: until its end nobody else changes who
 * manages, so that of two who end each other one stays.
 */
export async function isLastManager(w: Write<WriteCtx>, staffId: string): Promise<boolean> {
  const managers = managersSchema.parse(
    await w.tx`
      select id, password_hash is not null or exists (select from sso_links where staff_id = id) as "canSignIn" from staff
      where 'beheerder' = any(roles) and active order by id for no key update`,
  );
  const isOne = managers.some(({ id }) => id === staffId);
  return isOne && !managers.some(({ id, canSignIn }) => id !== staffId && canSignIn);
}
