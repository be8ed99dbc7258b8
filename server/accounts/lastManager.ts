import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import type { Ctx } from '#server/accounts/context.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';

const managersSchema = z.array(z.object({ id: z.uuid(), canSignIn: z.boolean() }));

/**
 * Who manages, and whether they can sign in: with a password, or at the provider that is configured now (its issuer; null without
 * one). A link to another provider, from before, opens nothing. In a write all of them are locked: until its end nobody else
 * changes who manages.
 */
export async function readManagers(sql: Sql | TransactionSql, issuer: string | null) {
  return managersSchema.parse(
    await sql`
      select id, password_hash is not null
        or exists (select from sso_links where staff_id = id and issuer = ${issuer}) as "canSignIn"
      from staff where 'beheerder' = any(roles) and active order by id for no key update`,
  );
}

/**
 * Whether nobody who can sign in is left to manage without this person. Part of a write, so that of two who end each other one
 * stays.
 */
export async function isLastManager(
  w: Write<WriteCtx & Pick<Ctx, 'sso'>>,
  staffId: string,
): Promise<boolean> {
  const managers = await readManagers(w.tx, w.ctx.sso?.provider.issuer ?? null);
  const isOne = managers.some(({ id }) => id === staffId);
  return isOne && !managers.some(({ id, canSignIn }) => id !== staffId && canSignIn);
}
