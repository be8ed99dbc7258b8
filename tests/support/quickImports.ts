import { type ResolveFnOutput, registerHooks } from 'node:module';

// Given to `node --import`. For each import from a package Node parses its package.json anew, and that of drizzle-orm is
// 179 kB: that was half of the work of starting a server or a file of tests. Here it is read once for each of its
// entries, and not for what its files import of one another.
const entries = new Map<string, ResolveFnOutput>();

registerHooks({
  resolve(specifier, context, next) {
    const { conditions, parentURL = '' } = context;
    if (/^drizzle-orm(\/|$)/.test(specifier)) {
      const key = `${specifier} ${conditions.join()}`;
      const found = entries.get(key) ?? next(specifier, context);
      entries.set(key, found);
      return { ...found, shortCircuit: true };
    }
    if (/^\.\.?\/.*\.js$/.test(specifier) && /\/node_modules\/drizzle-orm\/.*\.js$/.test(parentURL))
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    return next(specifier, context);
  },
});
