import { eq } from 'drizzle-orm';
import { logos } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/kernel/context.ts';
import type { Logo } from '#server/settings/looks.ts';

/** A logo that was uploaded, by its hash; undefined for one that nobody uploaded, or that is gone. */
export async function readUploaded(ctx: Ctx, hash: string): Promise<Omit<Logo, 'alt'> | undefined> {
  may(ctx, 'configuration.read');
  const { type, width, height } = logos;
  const [row] = await ctx.db
    .select({ hash: logos.hash, type, width, height })
    .from(logos)
    .where(eq(logos.hash, hash));
  return row;
}
