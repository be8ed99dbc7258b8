import type { Theme, ThemeColour } from '#server/settings/looks.ts';
import { isSeenOn, leastForText, textOn } from './checkTheme.ts';
import { contrast, lighter, mix, nearestThat } from './colours.ts';
import type { Grounds, Half, Mode } from './grounds.ts';

/** How dark the head of the page is at most by night: as the page is then. */
const nightOfHeader = (colour: string) =>
  nearestThat((hex) => contrast(hex, '#ffffff') >= 9, colour) ?? '#1a1a1a';

/** What a colour is by night when nobody chose it: the same hue, as far from it as it takes to be seen. */
function byNight({ light, dark }: ThemeColour, role: keyof Theme, grounds: Grounds): string {
  if (dark !== null) return dark;
  if (role === 'header') return nightOfHeader(light);
  return nearestThat(isSeenOn(grounds.dark), light) ?? '#ffffff';
}

const colourIn = (chosen: ThemeColour, role: keyof Theme, mode: Mode, grounds: Grounds) =>
  mode === 'light' ? chosen.light : byNight(chosen, role, grounds);

/** A light area in a colour, as strong as words in the colour and in ink allow. */
function tintOf(colour: string, { surface, ink }: Half): string {
  const isReadable = (ground: string) =>
    contrast(colour, ground) >= leastForText && contrast(ink, ground) >= leastForText;
  const shares = [0.14, 0.1, 0.06, 0.03];
  return shares.map((share) => mix(surface, colour, share)).find(isReadable) ?? surface;
}

/** Pressed or pointed at: further from the page, so that it is seen better and never worse. */
const deepOf = (colour: string, mode: Mode) => lighter(colour, mode === 'light' ? -0.1 : 0.08);

/** The custom properties of `src/styles/theme.css` that a choice replaces, by day or by night. */
export function tokensOf(theme: Theme, grounds: Grounds, mode: Mode): Record<string, string> {
  const { action, link, header } = theme;
  const tokens: Record<string, string> = {};
  if (action) {
    const colour = colourIn(action, 'action', mode, grounds);
    tokens.brand = colour;
    tokens['brand-deep'] = deepOf(colour, mode);
    tokens['brand-tint'] = tintOf(colour, grounds[mode]);
    tokens['on-brand'] = textOn(colour);
  }
  if (link) {
    const colour = colourIn(link, 'link', mode, grounds);
    tokens.link = colour;
    tokens['link-deep'] = deepOf(colour, mode);
  }
  if (header) {
    const colour = colourIn(header, 'header', mode, grounds);
    tokens.header = colour;
    tokens['on-header'] = textOn(colour);
    tokens['on-header-soft'] = textOn(colour);
    tokens['header-edge'] = textOn(colour);
  }
  return tokens;
}

/** The stylesheet that comes after that of the site; empty for the colours that ship. */
export function themeSheet(theme: Theme, grounds: Grounds): string {
  const rules = (mode: Mode) =>
    Object.entries(tokensOf(theme, grounds, mode))
      .map(([name, value]) => `--${name}:${value}`)
      .join(';');
  const day = rules('light');
  if (day === '') return '';
  // Twice `:root`, so that it goes before the theme wherever it stands. On paper it is always light.
  return `:root:root{${day}}@media screen and (prefers-color-scheme:dark){:root:root{${rules('dark')}}}\n`;
}
