import type { Fragment, Sql, TransactionSql } from 'postgres';
import { type meldingStates, openMeldingStates } from '#db/schema/words.ts';

type MeldingState = (typeof meldingStates)[number];

/** Whether the gemeente still does something about a melding in this state. Pure. */
export const isOpenMelding = ({ state }: { state: MeldingState }): boolean =>
  openMeldingStates.some((one) => one === state);

/** The same as a condition on `meldingen m`. */
export const isOpenIn = (sql: Sql | TransactionSql): Fragment =>
  sql`m.state = any(${[...openMeldingStates]})`;
