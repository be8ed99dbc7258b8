import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The demo's secret: made at random the first time and kept in `dataDir`/secret, readable by its owner only,
 * so that private links survive a restart. Two starts at once get the same one.
 * Throws an Error that can be shown.
 */
export async function keptSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret');
  const known = await read(file);
  if (known) return known;
  await mkdir(dataDir, { recursive: true });
  // Of this call alone: one that is done first removes its own.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  // A link appears whole or not at all, and never replaces one that came earlier.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw new Error(`${file} cannot be written (${error.code}).`);
  });
  await rm(draft, { force: true });
  const kept = await read(file);
  if (kept) return kept;
  throw new Error(
    `${file} holds no secret. Remove that file to get a new one: private links made so far then end.`,
  );
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').then(
    (text) => (text.trim().length >= 32 ? text.trim() : undefined),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw new Error(`${file} cannot be read (${error.code}). Start Doorstart as the user that made it.`);
    },
  );
}
