/** What a text of a content page may ask from the settings of the gemeente. */
const settingNames = ['municipality', 'phone', 'phoneDirect', 'email'] as const;
export type SettingName = (typeof settingNames)[number];

/** A piece of a line of text. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; text: string }
  | { kind: 'link'; label: string; href: string }
  | { kind: 'setting'; name: SettingName };

const marked = /\*\*([^*]+)\*\*|\[([^\][]+)\]\(([^)\s]+)\)|\{(\w+)\}/g;

const isSetting = (name: string): name is SettingName => settingNames.some((known) => known === name);

/**
 * Reads a line: `**bold**`, `[label](/path)` and `{setting}`, not in each other.
 * @throws Error on a mark that is not finished and on an unknown setting.
 */
export function parseInline(line: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const found of line.matchAll(marked)) {
    const [whole, strong, label, href, name] = found;
    addText(parts, line.slice(at, found.index));
    at = found.index + whole.length;
    if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else if (label !== undefined && href !== undefined) parts.push({ kind: 'link', label, href });
    else if (name !== undefined && isSetting(name)) parts.push({ kind: 'setting', name });
    else throw new Error(`expected one of ${settingNames.join(', ')} in "${whole}"`);
  }
  addText(parts, line.slice(at));
  return parts;
}

function addText(parts: Part[], text: string) {
  if (/\*\*|[[\]{}]/.test(text))
    throw new Error(`expected **bold**, [label](/path) or {setting} in "${text}"`);
  if (text !== '') parts.push({ kind: 'text', text });
}
