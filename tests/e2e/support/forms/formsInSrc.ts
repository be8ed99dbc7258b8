import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../../../../src', import.meta.url));

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(astro|tsx)$/.test(path))
  .sort()
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }));

const numbered = (file: string, many: number) =>
  Array.from({ length: many }, (_, index) => (index === 0 ? file : `${file}#${index + 1}`));

/** Every form in src that is posted, as `PostedForm` names it. */
export const formsInSrc = (): string[] =>
  sources.flatMap(({ file, text }) => {
    const tags = text.match(/<form\b[\s\S]*?>/g) ?? [];
    return numbered(file, tags.filter((tag) => /method="post"/i.test(tag)).length);
  });

/** The forms among them that carry the key of a session. */
export const keysInSrc = (): string[] =>
  sources.flatMap(({ file, text }) =>
    numbered(file, text.match(/<FormKey \/>|props\.formKey\.value/g)?.length ?? 0),
  );
