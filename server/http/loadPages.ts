import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { RequestLocals } from '../context.ts';

/** What `@astrojs/node` builds in its middleware mode. */
export type PageHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  next: () => void,
  locals: RequestLocals,
) => void;

const entry = fileURLToPath(new URL('../../dist/server/entry.mjs', import.meta.url));
const bundleSchema = z.object({ handler: z.custom<PageHandler>((value) => typeof value === 'function') });

/** Astro's build. Throws an Error that can be shown when there is none. */
export async function loadPages(): Promise<PageHandler> {
  const bundle: unknown = await import(pathToFileURL(entry).href).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error('The site is not built yet. Run "npm run build", or "npm start", which does so itself.');
  });
  return bundleSchema.parse(bundle).handler;
}
