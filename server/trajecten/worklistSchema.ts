import { z } from 'zod';
import { contactWays, meldingKinds, nextActions, teamTasks, trajectStates } from '#db/schema/words.ts';

// What can be asked of the worklist, and what the database answers.

/** What of the trajecten of a team is looked at; `birthday` is who soon turns an age at which somebody else may have to go on. */
export const worklistViews = ['mine', 'team', 'unassigned', 'late', 'birthday'] as const;
export type WorklistView = (typeof worklistViews)[number];

export const worklistFiltersSchema = z.object({
  /** Of a melding that is open. */
  kind: z.enum(meldingKinds).optional(),
  /** The organisation where the jongere goes to school. */
  school: z.uuid().optional(),
  state: z.enum(trajectStates).exclude(['afgesloten']).optional(),
  /** Somebody of the team. */
  owner: z.uuid().optional(),
});
export type WorklistFilters = z.output<typeof worklistFiltersSchema>;

/** After which row a page begins: `2026-11-30.` and the id. What it does not understand is the first page. */
export const afterSchema = z
  .string()
  .transform((text) => ({ on: text.slice(0, 10), id: text.slice(11) }))
  .pipe(z.object({ on: z.iso.date(), id: z.uuid() }));
export type After = z.output<typeof afterSchema>;

export const afterRow = ({ nextOn, id }: { nextOn: string; id: string }): string => `${nextOn}.${id}`;

export const worklistRowSchema = z.object({
  id: z.uuid(),
  version: z.int(),
  firstName: z.string(),
  infix: z.string().nullable(),
  lastName: z.string(),
  birthDate: z.string(),
  // Closed ones are on no list.
  state: z.enum(trajectStates).exclude(['afgesloten']),
  owner: z.uuid(),
  ownerFirstName: z.string(),
  ownerLastName: z.string(),
  /** Of the team of the owner. */
  task: z.enum(teamTasks).nullable(),
  isAssigned: z.boolean(),
  nextAction: z.enum(nextActions),
  nextOn: z.string(),
  nextNote: z.string().nullable(),
  hadIntake: z.boolean(),
  school: z.string().nullable(),
  /** Those that are open, oldest first. */
  meldingen: z.array(z.object({ kind: z.enum(meldingKinds), reportedOn: z.string() })),
  tries: z.int(),
  ways: z.array(z.enum(contactWays)),
});

export const countsSchema = z.object({
  mine: z.int(),
  team: z.int(),
  unassigned: z.int(),
  late: z.int(),
  /** Null for who does not look at them. */
  birthday: z.int().nullable(),
  /** Looks of the team that are due: see `readAftercare`. */
  looks: z.int(),
});
