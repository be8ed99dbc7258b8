import { eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { logos } from '#db/schema/index.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';
import { safeLogo } from '#server/looks/safeLogo.ts';
import { hashOf } from '#server/looks/uploadLogo.ts';
import { logoSchema } from '#server/settings/looks.ts';
import type { SetupDocument } from './schema.ts';

/** The logo that comes with a document, made safe as one that is uploaded. */
export function logoOf({ logoFile }: Pick<SetupDocument, 'logoFile'>) {
  return logoFile === undefined ? undefined : safeLogo(Buffer.from(logoFile, 'base64'));
}

/** Keeps the logo of a document, unless it is there already. It was checked to be the one that the settings name. */
export async function writeLogo(
  w: Write<WriteCtx>,
  document: Pick<SetupDocument, 'settings' | 'logoFile'>,
): Promise<void> {
  const chosen = logoSchema.safeParse(document.settings?.logo).data;
  if (!chosen) return;
  const tx = w.ctx.db;
  const kept = await tx
    .update(logos)
    .set({ chosen: true })
    .where(eq(logos.hash, chosen.hash))
    .returning({ hash: logos.hash });
  const made = logoOf(document);
  if (kept.length > 0 || !made?.ok) return;
  const row = { hash: hashOf(made.logo.content), ...made.logo, uploadedAt: new Date(w.now), chosen: true };
  await tx.insert(logos).values(row);
  w.record({ about: { kind: 'gemeente' }, what: 'logo-added' });
}

/** The hashes of all logos that were uploaded. */
export const logoHashes = async (tx: Database): Promise<string[]> =>
  (await tx.select({ hash: logos.hash }).from(logos)).map(({ hash }) => hash);
