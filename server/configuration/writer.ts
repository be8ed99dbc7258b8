import postgres from 'postgres';
import type { Database } from '#db/client.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { ConfigurationKind } from '#server/setup/configuration.ts';
import type { Ctx } from './context.ts';
import type { Planned } from './plan.ts';
import type { Refusal } from './refusal.ts';

/** Writes one of a kind, under the lock of the roster, with a value that the schema let through. Null when it is done. */
export type Writer<Kind extends ConfigurationKind> = (
  w: Write<Ctx>,
  planned: Planned<Kind>,
) => Promise<Refusal | null>;

/** PostgreSQL: something still points at the row. */
const foreignKeyViolation = '23503';

/** Takes one away, unless something points at it: that is asked of the database, which knows all that may. */
export async function removeUnused(
  w: Write<Ctx>,
  remove: (tx: Database) => Promise<unknown>,
): Promise<Refusal | null> {
  try {
    await write(w.ctx, async (part) => {
      await remove(part.ctx.db);
    });
    return null;
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (!(cause instanceof postgres.PostgresError) || cause.code !== foreignKeyViolation) throw error;
    return { because: 'in-use', names: [] };
  }
}
