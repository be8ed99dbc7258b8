// Small checks of what comes from outside the page: the server, which may be newer, and what the browser keeps. Written
// out here because a library for it would weigh a sixth of the whole chat; `tests/unit/chat-delivery/check.test.ts`.

/** Whether a value is what it should be. */
export type Check<Value> = (value: unknown) => value is Value;

export const isText: Check<string> = (value) => typeof value === 'string';
export const isNumber: Check<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value);
/** A whole number. */
export const isCount: Check<number> = (value): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value);
export const isFlag: Check<boolean> = (value) => typeof value === 'boolean';
export const isAnything: Check<unknown> = (_): _ is unknown => true;

export const oneOf =
  <const Value extends string | number | boolean>(...values: Value[]): Check<Value> =>
  (value): value is Value =>
    values.some((one) => one === value);

export const orNull =
  <Value>(is: Check<Value>): Check<Value | null> =>
  (value): value is Value | null =>
    value === null || is(value);

export const optional =
  <Value>(is: Check<Value>): Check<Value | undefined> =>
  (value): value is Value | undefined =>
    value === undefined || is(value);

export const listOf =
  <Value>(is: Check<Value>): Check<Value[]> =>
  (value): value is Value[] =>
    Array.isArray(value) && value.every((one) => is(one));

/** A check for every field of a type: leaving one out does not compile. Fields of which it does not know may be there too. */
export function hasShape<Shape extends object>(
  checks: {
    [Name in keyof Shape]-?: Check<Shape[Name]>;
  },
): Check<Shape> {
  return (value): value is Shape => {
    if (typeof value !== 'object' || value === null) return false;
    for (const name in checks) if (!checks[name](Reflect.get(value, name))) return false;
    return true;
  };
}

/** The value of a text in JSON; undefined when it is none. */
export function fromJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
