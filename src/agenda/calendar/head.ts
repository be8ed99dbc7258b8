/** What stands above a column of a calendar. */
export interface ColumnHead {
  /** The id of the part that it heads. */
  id: string;
  title: string;
  /** The whole of it, as it is read aloud. */
  name: string;
  href: string;
  /** The colleague whose column it is; left out, one's own. */
  who: string | undefined;
  /** Open on a phone, where the others are folded. */
  open: boolean;
  today: boolean;
  notes: readonly { text: string; away: boolean }[];
}
