import { webhookKinds } from '#db/schema/words.ts';
import type { FormValues } from '#ui/form.ts';

/** What the form of a webhook holds. */
export interface Fields {
  organisation: string;
  name: string;
  url: string;
  oin: string;
  kinds: string[];
}

/** What was typed, or stands in an address after the password was asked. */
export function fieldsOf(given: FormValues | URLSearchParams): Fields {
  const all = (name: string): unknown[] => {
    const value = given instanceof URLSearchParams ? given.getAll(name) : given[name];
    return Array.isArray(value) ? value : [value];
  };
  const text = (name: string) => all(name).find((value) => typeof value === 'string') ?? '';
  const chosen = all('kinds');
  return {
    organisation: String(text('organisation')),
    name: String(text('name')),
    url: String(text('url')),
    oin: String(text('oin')),
    kinds: webhookKinds.filter((kind) => chosen.includes(kind)),
  };
}

export const queryOf = ({ kinds, ...texts }: Fields): URLSearchParams => {
  const query = new URLSearchParams(texts);
  for (const kind of kinds) query.append('kinds', kind);
  return query;
};
