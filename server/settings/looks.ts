import { z } from 'zod';
import { logoTypes } from '#db/schema/words.ts';
import { lineSchema } from './fields.ts';

// How a gemeente looks: colours of the theme, and a logo.

/** `#0a6654`. A browser's field for colours says nothing else. */
export const colourSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, { error: 'expected a colour of six signs, like "#0a6654"' });

/** A colour by day, and by night; null for one that we compute from it. */
const themeColourSchema = z.strictObject({
  light: colourSchema,
  dark: colourSchema.nullable().default(null),
});
export type ThemeColour = z.output<typeof themeColourSchema>;

/** What of the theme a gemeente chooses on a page; null for the colour that ships. docs/theme.md has the rest. */
export const themeSchema = z.strictObject({
  /** Buttons, and whatever is chosen. */
  action: themeColourSchema.nullable().default(null),
  link: themeColourSchema.nullable().default(null),
  /** The ground of the head of the public pages. */
  header: themeColourSchema.nullable().default(null),
});
export type Theme = z.output<typeof themeSchema>;

/** The logo that is shown: which of those that were uploaded, and what it says to who cannot see it. */
export const logoSchema = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected the hash of a logo that was uploaded' }),
  type: z.enum(logoTypes),
  /** In CSS pixels. */
  width: z.int().min(1).max(10_000),
  height: z.int().min(1).max(10_000),
  alt: z.strictObject({ nl: lineSchema(150), en: lineSchema(150) }),
});
export type Logo = z.output<typeof logoSchema>;
