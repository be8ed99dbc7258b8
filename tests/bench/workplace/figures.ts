import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const measured = z.record(z.string(), z.record(z.string(), z.number()));

/** All that one run measured: rows with numbers, by subject. */
export const figuresSchema = z.object({ tasks: measured, sight: measured, pages: measured });
export type Figures = z.infer<typeof figuresSchema>;

const file = fileURLToPath(new URL('before.json', import.meta.url));

/** What was measured before the workplace was built anew, or null in a tree without it. */
export function readBefore(): Figures | null {
  return existsSync(file) ? figuresSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

/** Keeps the figures of this run as those to compare with. */
export function keepAsBefore(figures: Figures): void {
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

/** One table of a subject, with each figure as `before → now`. */
export function sideBySide(before: Figures | null, now: Figures, subject: keyof Figures): void {
  const rows = Object.entries(now[subject]).map(([name, figures]) => {
    const cells = Object.entries(figures).map(([what, value]) => {
      const was = before?.[subject][name]?.[what];
      return [what, was === undefined ? String(value) : `${was} → ${value}`];
    });
    return [name, Object.fromEntries(cells)];
  });
  console.log(`\n${subject}`);
  console.table(Object.fromEntries(rows));
}
