import type { Plugin } from 'vite';

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is looked for in the source of Astro.
const styles = '<style>${ISLAND_STYLES}</style>';

/**
 * Vite plugin: Astro prints a `<style>` before the first island, in the middle of the page, where HTML allows none.
 * base.css says what stands in it.
 */
export function withoutIslandStyles(): Plugin {
  return {
    name: 'doorstart-without-island-styles',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/astro/dist/runtime/server/scripts.js')) return null;
      if (!code.includes(styles)) throw new Error(`expected ${styles} in ${id}`);
      return { code: code.replaceAll(styles, ''), map: null };
    },
  };
}
