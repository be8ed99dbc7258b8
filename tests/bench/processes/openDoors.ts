import { registerHooks } from 'node:module';

// A second copy of the server's modules in which everybody may everything and nothing is asked: what a module whose address
// ends in `?open` imports is a copy of its own too, with `openRights.ts` in the place of the rights.

const rights = /\/server\/access\/(may|scope)\.ts$/;
const openRights = new URL('openRights.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const isOpen = context.parentURL?.endsWith('?open') === true && found.url.includes('/server/');
    if (!isOpen || found.url.endsWith('?open')) return found;
    return { ...found, url: rights.test(found.url) ? openRights : `${found.url}?open` };
  },
});
