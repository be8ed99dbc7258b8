import type { AgendaDetails } from '#server/agenda/types.ts';
import { storageKeys } from '#ui/storage.ts';

/** Changes whenever anybody changes an afspraak or writes a note. */
export const stateWord = ({
  sequence,
  history,
  notes,
}: Pick<AgendaDetails, 'sequence' | 'history' | 'notes'>) =>
  `${sequence} ${history.length} ${notes.map(({ id }) => id.slice(0, 8)).join(' ')}`;

/** What the names begin with under which a browser keeps what somebody typed about an afspraak; signing out clears them. */
export const draftsOf = (staffId: string, appointmentId: string) =>
  `${storageKeys.staffDrafts}${staffId}-${appointmentId}-`;
