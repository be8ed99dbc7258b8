import type { Applied } from './apply.ts';
import type { Changes } from './changes.ts';

/** What a run did, in a few lines: new and changed things by name, the rest by number. */
export function summarise({ sections, temporaryPasswords }: Extract<Applied, { ok: true }>): string[] {
  const lines = Object.entries(sections).flatMap(([section, changes]) => {
    const text = sayChanges(changes);
    return text === '' ? [] : [`${section}: ${text}`];
  });
  if (temporaryPasswords.length === 0) return lines;
  return [
    ...lines,
    'Temporary passwords, shown only now. Hand each one over in person:',
    ...temporaryPasswords.map(({ email, password }) => `  ${email}  ${password}`),
  ];
}

function sayChanges({ added, changed, unchanged, kept = [] }: Changes): string {
  return [
    added.length > 0 ? `new ${added.join(', ')}` : '',
    changed.length > 0 ? `changed ${changed.join(', ')}` : '',
    unchanged.length > 0 ? `${unchanged.length} as before` : '',
    kept.length > 0
      ? `kept as in the portal, other than in the file: ${kept.join(', ')} ("replace": true replaces)`
      : '',
  ]
    .filter(Boolean)
    .join('; ');
}
