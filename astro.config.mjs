import { createHash } from 'node:crypto';
import solid from '@astrojs/solid-js';
import { defineConfig } from 'astro/config';
import { generateHydrationScript } from 'solid-js/web';
import { ownServer } from './src/build/adapter.ts';
import { bundlePages } from './src/build/bundle-pages.ts';
import { calendarPositions } from './src/build/calendar-positions.ts';
import { compressFiles } from './src/build/compress-files.ts';
import { designSystem } from './src/build/design-system.ts';
import { withoutIslandStyles } from './src/build/island-styles.ts';
import { scriptFiles } from './src/build/script-files.ts';

/**
 * Solid puts one inline script in a page with islands. Astro does not hash it for the
 * Content-Security-Policy, so we do, from the very text that Solid will print.
 */
function hydrationScriptHash() {
  const script = generateHydrationScript().match(/<script[^>]*>([\s\S]*?)<\/script>/)?.[1];
  if (!script)
    throw new Error('expected one <script> in what generateHydrationScript() of solid-js/web returns');
  return /** @type {const} */ (`sha256-${createHash('sha256').update(script).digest('base64')}`);
}

export default defineConfig({
  output: 'server',
  adapter: ownServer(),
  integrations: [solid(), compressFiles()],
  session: false,
  // A page of the workplace is a look that the audit log keeps, and so is none that a pointer only went over (decision 0098).
  prefetch: false,
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  trailingSlash: 'ignore',
  compressHTML: true,
  // Code in Markdown would bring inline styles; there is none.
  markdown: { syntaxHighlight: false },
  devToolbar: { enabled: false },
  // One stylesheet for the whole site: fetched once, cached for ever, and no inline styles to allow.
  build: { inlineStylesheets: 'never' },
  security: {
    // The server checks the origin of every form against PUBLIC_URL, and answers in our own words.
    checkOrigin: false,
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "object-src 'none'",
      ],
      scriptDirective: { hashes: [hydrationScriptHash()] },
    },
  },
  vite: {
    // Vite asks for Safari 16.4; an iPhone that stopped before it reads `(width >= 40rem)` as nothing.
    build: { assetsInlineLimit: 0, cssTarget: ['chrome111', 'firefox115', 'safari16'] },
    environments: {
      client: { build: { rolldownOptions: { output: { codeSplitting: { groups: scriptFiles } } } } },
    },
    plugins: [bundlePages(), withoutIslandStyles()],
    css: { postcss: { plugins: [designSystem(), calendarPositions()] } },
  },
});
