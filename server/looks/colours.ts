import {
  contrastWCAG21,
  deltaEOK,
  OKLab,
  OKLCH,
  type PlainColorObject,
  serialize,
  sRGB,
  to,
  toGamut,
} from 'colorjs.io/fn';

// Colours as the theme has them, `#0a6654`. Reckoned in OKLCH, in which equal steps look equal.

const lchOf = (hex: string): [number, number, number] => {
  const [lightness, chroma, hue] = to(hexColour(hex), OKLCH).coords;
  return [lightness ?? 0, chroma ?? 0, hue ?? 0];
};

function hexColour(hex: string): PlainColorObject {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { space: sRGB, coords: [part(1), part(3), part(5)], alpha: 1 };
}

/** The colour of a screen that is nearest to one that may not be shown. */
function hexOf(lightness: number, chroma: number, hue: number): string {
  const shown = toGamut(to({ space: OKLCH, coords: [lightness, chroma, hue], alpha: 1 }, sRGB), {
    space: sRGB,
  });
  return serialize(shown, { format: 'hex', collapse: false });
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio). */
export const contrast = (one: string, other: string): number =>
  contrastWCAG21(hexColour(one), hexColour(other));

/** Contrast as it may be told: never more than it is. */
export const tellContrast = (ratio: number): number => Math.floor(ratio * 10) / 10;

/** The same hue, lighter (above 0) or darker by so much of the way from black to white. */
export function lighter(hex: string, by: number): string {
  const [lightness, chroma, hue] = lchOf(hex);
  return hexOf(Math.min(1, Math.max(0, lightness + by)), chroma, hue);
}

/** A colour with so much of another in it: 0 is the first, 1 the other. */
export function mix(hex: string, other: string, share: number): string {
  const one = to(hexColour(hex), OKLab).coords;
  const two = to(hexColour(other), OKLab).coords;
  const between = (at: 0 | 1 | 2) => (one[at] ?? 0) + ((two[at] ?? 0) - (one[at] ?? 0)) * share;
  const mixed = {
    space: OKLab,
    coords: [between(0), between(1), between(2)],
    alpha: 1,
  } satisfies PlainColorObject;
  return serialize(toGamut(to(mixed, sRGB), { space: sRGB }), { format: 'hex', collapse: false });
}

const steps = 200;

/** The colour of the same hue that passes and looks most like this one; null when none does. */
export function nearestThat(passes: (hex: string) => boolean, hex: string): string | null {
  if (passes(hex)) return hex;
  const [, chroma, hue] = lchOf(hex);
  const shown = Array.from({ length: steps + 1 }, (_, step) => hexOf(step / steps, chroma, hue));
  const passing = [...new Set(shown)].filter(passes);
  const away = (other: string) => deltaEOK(hexColour(hex), hexColour(other));
  return passing.sort((a, b) => away(a) - away(b))[0] ?? null;
}
