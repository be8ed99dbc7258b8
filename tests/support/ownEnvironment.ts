/** What a server under test gets of our environment: nothing that would set it up. */
export const ownEnvironment = {
  PATH: process.env.PATH ?? '',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  NODE_OPTIONS: `--import=${new URL('./quickImports.ts', import.meta.url).href}`,
};
