import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** On what words and controls stand: the tokens of the theme that links and buttons are seen on. */
export const groundNames = [
  'paper',
  'surface',
  'tint',
  'sun-tint',
  'coral-tint',
  'sky-tint',
  'danger-tint',
  'success-tint',
  'warning-tint',
  'info-tint',
] as const;
export type GroundName = (typeof groundNames)[number];

const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const halfSchema = z.object({
  ink: colour,
  brand: colour,
  'on-brand': colour,
  paper: colour,
  surface: colour,
  tint: colour,
  'sun-tint': colour,
  'coral-tint': colour,
  'sky-tint': colour,
  'danger-tint': colour,
  'success-tint': colour,
  'warning-tint': colour,
  'info-tint': colour,
} satisfies Record<GroundName | 'ink' | 'brand' | 'on-brand', typeof colour>);
/** The colours of the theme by day or by night, by their tokens. */
export type Half = z.output<typeof halfSchema>;

export interface Grounds {
  light: Half;
  dark: Half;
}

export const modes = ['light', 'dark'] as const;
export type Mode = (typeof modes)[number];

/**
 * Reads the colours that ship, or those with which an operator replaced them, from `src/styles/theme.css`.
 * @throws ZodError when a ground has no colour of six signs there.
 */
export function readGrounds(file = new URL('../../src/styles/theme.css', import.meta.url)): Grounds {
  const [light = '', dark = ''] = readFileSync(file, 'utf8').split(/@media[^{]*prefers-color-scheme:\s*dark/);
  const day = coloursIn(light);
  // By night what has no colour of its own keeps that of the day.
  return { light: halfSchema.parse(day), dark: halfSchema.parse({ ...day, ...coloursIn(dark) }) };
}

function coloursIn(css: string): Record<string, string> {
  const found = css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})\s*;/gi);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value.toLowerCase()]));
}
