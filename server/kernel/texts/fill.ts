export type Values = Readonly<Record<string, string | number>>;

/**
 * Puts values where a text leaves room for them: `{name}`. Where no value was given the room stays as it is, or becomes
 * what `missing` answers. Runs in a browser too.
 */
export function fill(
  text: string,
  values: Values,
  missing: (name: string) => string = (name) => `{${name}}`,
): string {
  // Most texts have none: a page says hundreds of them.
  if (!text.includes('{')) return text;
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? missing(name)));
}
