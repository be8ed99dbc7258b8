import type { Shot } from './api.ts';
import { oddText, pick, type Random } from './odd.ts';

/** A form as a page was served with it. */
export interface FoundForm {
  action: string;
  method: string;
  fields: [name: string, value: string][];
}

const attribute = (tag: string, name: string) =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#38;', '&');

/** The forms in the HTML of pages, without those that came before. */
export async function findForms(url: string, pages: readonly string[]): Promise<FoundForm[]> {
  const found = new Map<string, FoundForm>();
  for (const page of pages) {
    const html = await (await fetch(url + page)).text();
    for (const [, open = '', inner = ''] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
      const fields = [...inner.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)].flatMap(
        ([tag]): [string, string][] => {
          const name = attribute(tag, 'name');
          return name === undefined ? [] : [[name, attribute(tag, 'value') ?? '']];
        },
      );
      const action = new URL(attribute(open, 'action') ?? page, url + page);
      const form = {
        action: action.pathname + action.search,
        method: (attribute(open, 'method') ?? 'get').toUpperCase(),
        fields,
      };
      if (action.origin === url)
        found.set(JSON.stringify([form.action, form.method, fields.map(([name]) => name)]), form);
    }
  }
  return [...found.values()];
}

/** A form that is sent: as it stands, or with fields that are odd, doubled, new or left out. */
export function shootForm(random: Random, forms: [FoundForm, ...FoundForm[]], origin: string): Shot {
  const { action, method, fields } = pick(random, forms);
  const sent = fields.flatMap((field): [string, string][] => {
    const [name, value] = field;
    const kind = random();
    if (kind < 0.15) return [];
    if (kind < 0.5) return [[name, oddText(random)]];
    if (kind < 0.55) return [field, field];
    return [[name, value]];
  });
  if (random() < 0.1) sent.push([oddText(random), oddText(random)]);
  const body = new URLSearchParams(sent).toString();
  const [path = '/'] = action.split('?', 1);
  if (method === 'GET') return { method, path: `${path}?${body}`.slice(0, 8000), headers: {} };
  return {
    method,
    path: action,
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  };
}
