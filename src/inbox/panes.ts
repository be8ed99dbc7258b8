/** The conversations that stand in the page: one, or two beside each other. `active` is the one that keys act on. */
export interface Panes {
  ids: readonly [string | null, string | null];
  active: 0 | 1;
}

/** The panes that are in view: where there is room for one thing it is the active one. */
export const inView = ({ ids, active }: Panes, isBeside: boolean): (string | null)[] =>
  isBeside ? [...ids] : [ids[active]];

export const activeOf = ({ ids, active }: Panes): string | null => ids[active];

/** Shows a conversation where the active one stands; one that is in view already becomes the active one. */
export function opened(panes: Panes, id: string | null, isBeside: boolean): Panes {
  const [first, second] = panes.ids;
  if (id !== null && isBeside && (id === first || id === second))
    return { ...panes, active: id === first ? 0 : 1 };
  if (!isBeside) return { ids: [id, second === id ? null : second], active: 0 };
  return panes.active === 0 ? { ids: [id, second], active: 0 } : { ids: [first, id], active: 1 };
}

/** The panes when two are to stand beside each other: the second is the first own conversation that is not there yet. */
export function besideOne(panes: Panes, mine: readonly string[]): Panes {
  const first = activeOf(panes);
  const kept = panes.ids[panes.active === 0 ? 1 : 0];
  const second = kept ?? mine.find((id) => id !== first) ?? null;
  return first === null ? { ids: [second, null], active: 0 } : { ids: [first, second], active: 0 };
}

/** The panes when one is to stand alone: the active one, and the address forgets the other. */
export const alone = (panes: Panes): Panes => ({ ids: [activeOf(panes), null], active: 0 });
