const names = ['sessionStorage', 'localStorage'] as const;

/** A browser with empty storage, as far as the site asks for one where no page is. */
export function offerBrowser(): void {
  for (const name of names)
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: emptyStorage() });
  Object.assign(globalThis, { dispatchEvent: () => true });
}

export function dropBrowser(): void {
  for (const name of [...names, 'dispatchEvent', 'location', 'document', 'addEventListener'])
    Reflect.deleteProperty(globalThis, name);
}

/** Another tab of the same browser: a new one, or one that was left. Answers the one that is left now. */
export function offerTab(tab: object = emptyStorage()): object {
  const left: object = globalThis.sessionStorage;
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, writable: true, value: tab });
  return left;
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
