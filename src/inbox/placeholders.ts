/** What can stand in a canned reply between braces, and is filled in where it is used. */
export const placeholders = ['naam', 'mijnnaam', 'gemeente', 'telefoon', 'afspraaklink'] as const;
export type Placeholder = (typeof placeholders)[number];

/**
 * A canned reply as it goes into the field. A value that is not known leaves nothing behind, no space before a comma
 * either; what is no placeholder of ours stays as it is, so that it is seen.
 */
export function fillIn(body: string, values: Readonly<Record<Placeholder, string>>): string {
  return body.replaceAll(/( ?)\{(\w+)\}/g, (whole, space: string, name: string) => {
    const known = placeholders.find((one) => one === name);
    if (!known) return whole;
    return values[known] === '' ? '' : `${space}${values[known]}`;
  });
}
