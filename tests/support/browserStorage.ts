const names = ['sessionStorage', 'localStorage'] as const;

/** A browser with empty storage, as far as the site asks for one where no page is. */
export function offerBrowser(): void {
  for (const name of names)
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: emptyStorage() });
  Object.assign(globalThis, { dispatchEvent: () => true });
}

export function dropBrowser(): void {
  for (const name of [...names, 'dispatchEvent']) Reflect.deleteProperty(globalThis, name);
}

/** Its names are its own keys, as in a browser. */
function emptyStorage(): object {
  const held: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => held[key] ?? null,
    setItem: (key: string, value: string) => {
      held[key] = value;
    },
    removeItem: (key: string) => Reflect.deleteProperty(held, key),
    clear: () => Object.keys(held).map((key) => Reflect.deleteProperty(held, key)),
  };
  return Object.setPrototypeOf(held, methods);
}
