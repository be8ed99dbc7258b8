import { z } from 'zod';
import { listKinds, meldingKinds, planDoers, schoolSectors } from '#db/schema/words.ts';
import { optionalText, versionSchema, visibleText } from '#server/kernel/schema.ts';
import { isForSchools } from './stand.ts';

// What is sent about a year plan. Messages are keys of `server/kernel/texts`.

const words = { required: 'text-required', tooLong: 'text-too-long', notAllowed: 'text-not-allowed' };
const dateSchema = z.iso.date({ error: 'date-invalid' });

/** The plans that come along; `empty` is one without steps. */
export const planBeginnings = ['de-overstap', 'empty'] as const;

const planFields = {
  name: visibleText({ most: 80, lines: 'one', words }),
  schoolYear: z
    .int({ error: 'school-year-invalid' })
    .min(2000, { error: 'school-year-invalid' })
    .max(2200, { error: 'school-year-invalid' }),
};
export const beginSchema = z.object({ ...planFields, beginning: z.enum(planBeginnings) });
export type BeginInput = z.output<typeof beginSchema>;
export const copySchema = z.object(planFields);
export type CopyInput = z.output<typeof copySchema>;

export const renameSchema = z.object({ version: versionSchema, name: planFields.name });
export type RenameInput = z.output<typeof renameSchema>;

export const sectorsSchema = z.object({
  version: versionSchema,
  /** By the id of a school. */
  sectors: z.record(z.uuid(), z.enum(schoolSectors)),
});
export type SectorsInput = z.output<typeof sectorsSchema>;

const mostDays = 366;
const dayMs = 86_400_000;

export const stepSchema = z
  .object({
    title: visibleText({ most: 120, lines: 'one', words }),
    note: optionalText({ most: 500, lines: 'many', words }),
    doer: z.enum(planDoers, { error: 'doer-required' }),
    team: z.uuid({ error: 'team-required' }).optional(),
    from: dateSchema,
    until: dateSchema,
    melding: z.enum(meldingKinds).optional(),
    list: z.enum(listKinds).optional(),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'ends-before-begin' })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= mostDays * dayMs, {
    path: ['until'],
    error: 'step-too-long',
  })
  .refine(({ doer, team }) => doer !== 'team' || team !== undefined, {
    path: ['team'],
    error: 'team-required',
  })
  .transform((step) => ({
    ...step,
    team: step.doer === 'team' ? step.team : undefined,
    // Only the work of a school can tell that it is done.
    melding: isForSchools(step.doer) ? step.melding : undefined,
    list: isForSchools(step.doer) ? step.list : undefined,
  }));
export type StepInput = z.output<typeof stepSchema>;

/** A week later or earlier. */
export const moveSchema = z.object({ version: versionSchema, days: z.union([z.literal(7), z.literal(-7)]) });
export type MoveInput = z.output<typeof moveSchema>;

/** Of which school it is said; null for a step of the gemeente. */
export const markSchema = z.object({ school: z.uuid().nullable(), done: z.boolean() });
export type MarkInput = z.output<typeof markSchema>;
