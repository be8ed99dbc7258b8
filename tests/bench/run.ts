import { readdirSync } from 'node:fs';

/** `npm run bench -- NAME` runs the file of that name in this folder; without a name, or with another, it lists them. */
const aside = ['run', 'support'];
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => !aside.includes(name))
  .toSorted();

const [name = ''] = process.argv.slice(2);
if (known.includes(name)) {
  await import(`./${name}.ts`);
} else {
  console.error(
    `${name ? `There is no bench "${name}". ` : ''}npm run bench -- NAME, one of: ${known.join(', ')}`,
  );
  process.exitCode = 2;
}
