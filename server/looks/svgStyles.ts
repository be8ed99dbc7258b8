import { refuse } from './svgTree.ts';

/** Per class what it sets. */
export type Style = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The least of CSS that editors write: `.cls-1, .cls-2 { fill: #fff; }`. */
const rule = /\s*((?:\.[\w-]+)(?:\s*,\s*\.[\w-]+)*)\s*\{([^{}]*)\}\s*/y;

/**
 * What the style elements of a logo say of its classes; it is written as attributes, so that the logo needs no styles.
 * @throws LogoRefused for anything but rules of classes.
 */
export function classStyles(sheets: readonly string[]): Style {
  const styles = new Map<string, Map<string, string>>();
  for (const sheet of sheets) {
    const text = withoutComments(sheet).trim();
    rule.lastIndex = 0;
    while (rule.lastIndex < text.length) {
      const [, names = '', body = ''] = rule.exec(text) ?? refuse('styles');
      for (const name of names.split(',')) {
        const word = name.trim().slice(1);
        styles.set(word, new Map([...(styles.get(word) ?? []), ...declarationsIn(body)]));
      }
    }
  }
  return styles;
}

/** In one pass: a pattern that looks for an end that is not there takes minutes on a large file. */
function withoutComments(sheet: string): string {
  let kept = '';
  let at = 0;
  for (let from = sheet.indexOf('/*'); from >= 0; from = sheet.indexOf('/*', at)) {
    const end = sheet.indexOf('*/', from + 2);
    if (end < 0) return refuse('styles');
    kept += sheet.slice(at, from);
    at = end + 2;
  }
  return kept + sheet.slice(at);
}

/** `fill: #fff; stroke: none` as pairs. */
export function declarationsIn(text: string): [string, string][] {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const at = one.indexOf(':');
      if (at < 1) return refuse('styles');
      return [
        one.slice(0, at).trim().toLowerCase(),
        one
          .slice(at + 1)
          .replace(/!\s*important/i, '')
          .trim(),
      ];
    });
}
