import type { IncomingMessage } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { RequestLocals } from '#server/http/context.ts';

/** What `src/render.ts` exports: renders the page that a request asks for, to its end. */
export type Render = (req: IncomingMessage, locals: RequestLocals) => Promise<Response>;

const entry = fileURLToPath(new URL('../../dist/server/entry.mjs', import.meta.url));
const bundleSchema = z.object({ render: z.custom<Render>((value) => typeof value === 'function') });

/** Loads Astro's build. Throws an Error for the operator when there is none. */
export async function loadPages(): Promise<Render> {
  const bundle: unknown = await import(pathToFileURL(entry).href).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error('The site is not built yet. Run "npm run build", or "npm start", which does so itself.');
  });
  return bundleSchema.parse(bundle).render;
}
