import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { z } from 'zod';

const packageFile = new URL('../../package.json', import.meta.url);
const { dependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(packageFile, 'utf8')));

/**
 * Vite plugin: builds into the pages whatever they need beside the packages that are installed where Doorstart runs. For
 * the build alone: the server for development takes packages as they are.
 */
export function bundlePages(): Plugin {
  return {
    name: 'doorstart-bundle-pages',
    apply: 'build',
    config: () => ({ ssr: { noExternal: true, external: Object.keys(dependencies) } }),
  };
}
