import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX as compressible } from 'hono/utils/compress';
import { getMimeType } from 'hono/utils/mime';
import { encoded, encodings } from '#server/http/encodings.ts';
import { endings } from '#server/http/fileNames.ts';

/** Writes beside each file of the site what the server sends of it to who takes compressed answers: once, at its smallest. */
export function compressFiles(): AstroIntegration {
  return {
    name: 'doorstart-compress-files',
    hooks: {
      async 'astro:build:done'({ dir, logger }) {
        const folder = fileURLToPath(dir);
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        // Pictures and fonts are compressed in themselves.
        const files = entries.filter(
          (entry) => entry.isFile() && compressible.test(getMimeType(entry.name) ?? ''),
        );
        const written = await Promise.all(
          files.map(({ parentPath, name }) => compressFile(join(parentPath, name))),
        );
        logger.info(`${written.flat().length} compressed files written`);
      },
    },
  };
}

async function compressFile(path: string): Promise<string[]> {
  const body = encoded(await readFile(path), 'once');
  const written = await Promise.all(
    encodings.map(async (encoding) => {
      const smaller = await body.in(encoding);
      if (smaller === null) return [];
      await writeFile(path + endings[encoding], smaller);
      return [path + endings[encoding]];
    }),
  );
  return written.flat();
}
