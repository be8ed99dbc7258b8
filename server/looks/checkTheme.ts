import type { Theme } from '#server/settings/looks.ts';
import { contrast, nearestThat, tellContrast } from './colours.ts';
import { type GroundName, type Grounds, groundNames, type Half, type Mode, modes } from './grounds.ts';

/** The colours of the theme that a gemeente chooses. */
export const themeRoles = ['action', 'link', 'header'] as const satisfies readonly (keyof Theme)[];
export type ThemeRole = (typeof themeRoles)[number];

/** WCAG 2.2, 1.4.3: text on its ground. A border of a control asks for 3 (1.4.11), so it passes with it. */
export const leastForText = 4.5;

/** Text that stands on a colour is one of these: whichever is seen best. One of them always has 4.5 : 1. */
export const textOn = (ground: string): string =>
  contrast('#ffffff', ground) >= contrast('#000000', ground) ? '#ffffff' : '#000000';

/** A colour that is not seen well enough. */
export interface ThemeFault {
  role: ThemeRole;
  mode: Mode;
  colour: string;
  /** On which it is seen worst. */
  ground: GroundName;
  /** The contrast there, cut off to one decimal; `least` would pass. */
  ratio: number;
  least: number;
  /** The colour of this hue that passes and looks most like it; null when there is none. */
  nearest: string | null;
}

/** Where it is seen worst, when that is not well enough. Words and borders in it stand on every ground of the theme. */
function worst(colour: string, half: Half): { ground: GroundName; ratio: number } | null {
  const [first] = groundNames
    .map((ground) => ({ ground, ratio: contrast(colour, half[ground]) }))
    .sort((a, b) => a.ratio - b.ratio);
  return first && first.ratio < leastForText ? first : null;
}

/** Whether words in a colour can be read on every ground of one half of the theme. */
export const isSeenOn =
  (half: Half) =>
  (colour: string): boolean =>
    worst(colour, half) === null;

/**
 * The colours that somebody chose and that are not seen well enough, by day or by night (WCAG 2.2 AA). The head of the page
 * has no faults: the colour of its text follows from its ground.
 */
export function checkTheme(theme: Theme, grounds: Grounds): ThemeFault[] {
  return (['action', 'link'] as const).flatMap((role) =>
    modes.flatMap((mode) => {
      const colour = theme[role]?.[mode] ?? null;
      const found = colour === null ? null : worst(colour, grounds[mode]);
      if (colour === null || found === null) return [];
      const nearest = nearestThat(isSeenOn(grounds[mode]), colour);
      const { ground, ratio } = found;
      return [{ role, mode, colour, ground, ratio: tellContrast(ratio), least: leastForText, nearest }];
    }),
  );
}
