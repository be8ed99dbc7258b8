/** One answer to choose. */
export interface Choice {
  value: string;
  label: string;
  hint?: string | undefined;
  disabled?: boolean;
}

/** The id of the n-th answer. The first has the name of the field, so that an error summary leads to it. */
export function choiceId(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}
