import type { Plugin } from 'vite';

/** Modules that the browser is spared, by the end of their id, and what stands in for them. */
const replaced = new Map([
  // A kilobyte on every page; see `preloadImport`.
  ['vite/preload-helper.js', 'export const __vitePreload = (load) => load();'],
  // A chat goes over WebSocket, with polling as a way out; a third way is never taken.
  ['engine.io-client/build/esm/transports/webtransport.js', 'export const WT = undefined;'],
  // Polling over fetch, of the same makers, at a quarter of the size.
  [
    'engine.io-client/build/esm/transports/polling-xhr.js',
    "export { Fetch as XHR } from './polling-fetch.js';",
  ],
  // A chat is text: nothing binary is sent to it, and what comes all the same ends the connection.
  [
    'socket.io-parser/build/esm/is-binary.js',
    'export const isBinary = () => false; export const hasBinary = isBinary;',
  ],
  [
    'socket.io-parser/build/esm/binary.js',
    'export const deconstructPacket = undefined, reconstructPacket = undefined;',
  ],
  ['engine.io-parser/build/esm/contrib/base64-arraybuffer.js', 'export const decode = undefined;'],
]);

/** What Vite puts around each part that comes later, so that what it imports comes at once: ours import little. */
const preloadImport = /import\s*\{[^}]*\}\s*from\s*["'`][^"'`]*preload-helper[^"'`]*["'`];?/;
const preload = /__vitePreload\((.*?),\s*__VITE_PRELOAD__\)/gs;

/** Vite plugin: leaves out of the scripts for the browser what this site never uses. */
export function leanBuild(): Plugin {
  return {
    name: 'doorstart-lean-build',
    enforce: 'pre',
    apply: 'build',
    // Astro has a wish of its own here: this one comes after it.
    configEnvironment: { order: 'post', handler: () => ({ build: { modulePreload: false } }) },
    load(id) {
      for (const [end, code] of replaced) if (id.endsWith(end)) return code;
      return null;
    },
    renderChunk: {
      order: 'post',
      handler: (code) => {
        const lean = code.replace(preloadImport, '').replace(preload, '($1)()');
        return lean === code ? null : { code: lean, map: null };
      },
    },
  };
}
