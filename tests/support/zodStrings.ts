import type { z } from 'zod';

/** A place where a schema takes a text, with all that judges it. */
export interface StringPlace {
  path: string;
  schema: z.core.$ZodType;
}

/** Every place in a schema where a text can stand: in objects, lists, unions and what may be left out. */
export function stringsOf(
  schema: z.core.$ZodType,
  path: string,
  seen = new Set<z.core.$ZodType>(),
): StringPlace[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const into = (inner: z.core.$ZodType, step = '') => stringsOf(inner, path + step, seen);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return [{ path, schema }];
    case 'object':
      return Object.entries(def.shape).flatMap(([name, inner]) => into(inner, `.${name}`));
    case 'array':
      return into(def.element, '[]');
    case 'record':
      return [...into(def.keyType, '{key}'), ...into(def.valueType, '{}')];
    case 'tuple':
      return def.items.flatMap((inner, index) => into(inner, `[${index}]`));
    case 'union':
      return def.options.flatMap((inner, index) => into(inner, `|${index}`));
    case 'intersection':
      return [...into(def.left), ...into(def.right)];
    // What a text is turned into is judged together with it.
    case 'pipe':
      return isString(def.in) ? [{ path, schema }] : [...into(def.in), ...into(def.out)];
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return into(def.innerType);
    case 'lazy':
      return into(def.getter());
    default:
      return [];
  }
}

function isString(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'pipe' ? isString(def.in) : def.type === 'string';
}
