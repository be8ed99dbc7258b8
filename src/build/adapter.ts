import type { AstroIntegration } from 'astro';

/** Astro adapter: builds the pages into one function, `src/render.ts`, that our own server calls. */
export function ownServer(): AstroIntegration {
  return {
    name: 'doorstart-server',
    hooks: {
      'astro:config:done': ({ setAdapter }) =>
        setAdapter({
          name: 'doorstart-server',
          entrypointResolution: 'auto',
          serverEntrypoint: new URL('../render.ts', import.meta.url),
          adapterFeatures: { buildOutput: 'server', middlewareMode: 'classic' },
          supportedAstroFeatures: { serverOutput: 'stable' },
        }),
    },
  };
}
