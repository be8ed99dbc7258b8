/** What tells whose an afspraak is. */
interface Whose {
  nameFolded: string | null;
  /** E.164. */
  phone: string | null;
  email: string | null;
}

/**
 * Rows of the same people together: those with the same name and the same telephone or e-mail, also by way of a third
 * row. A contact alone makes nobody one: brothers and sisters give the number of one mother. In the order of their first
 * row, with the rows in the order that they had. Without a contact nobody knows, so each such row stands alone.
 */
export function groupPeople<Row extends Whose>(rows: readonly Row[]): Row[][] {
  const byKey = new Map<string, number>();
  /** For each row the first row of the same person, as far as is known. */
  const first = rows.map((_, index) => index);
  const rootOf = (index: number): number => {
    const up = first[index] ?? index;
    return up === index ? index : rootOf(up);
  };
  for (const [index, row] of rows.entries()) {
    for (const key of keysOf(row)) {
      const known = byKey.get(key) ?? index;
      byKey.set(key, known);
      const [one, other] = [rootOf(known), rootOf(index)];
      first[Math.max(one, other)] = Math.min(one, other);
    }
  }
  return [...Map.groupBy(rows.entries(), ([index]) => rootOf(index)).values()].map((of) =>
    of.map(([, row]) => row),
  );
}

function keysOf({ nameFolded, phone, email }: Whose): string[] {
  const contacts = [phone, email].filter((contact) => contact !== null);
  return contacts.map((contact) => `${nameFolded ?? ''} ${contact}`);
}
