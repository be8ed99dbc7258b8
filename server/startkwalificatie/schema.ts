import { z } from 'zod';
import { earliestGeboortedatum } from './date.ts';
import { leeftijdsgrenzen } from './grenzen.ts';
import {
  diplomas,
  inschrijvingen,
  schoolsoorten,
  standaardAntwoorden as standaard,
  vrijstellingen,
  wensen,
} from './words.ts';

// Messages are keys of `server/kernel/texts`, as in every schema.

const choice = { error: 'choice-unknown' };
const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/** Only ISO: reading dates as people type them is what `readDate` does for forms. */
const geboortedatum = z.iso
  .date({ error: ({ input }) => (isEmpty(input) ? 'birthdate-missing' : 'date-invalid'), abort: true })
  .refine((date) => date >= earliestGeboortedatum, { error: 'birthdate-too-old' });

const peildatum = z.iso
  .date({ error: 'date-invalid', abort: true })
  .refine((date) => date >= earliestGeboortedatum && date < '3000', { error: 'date-invalid' });

/** The answers with a peildatum; whether the date of birth is not after it is for `assess`, which knows today. */
export const antwoordenSchema = z.object({
  geboortedatum,
  inschrijving: z.enum(inschrijvingen, choice).default(standaard.inschrijving),
  dreigtUitval: z.boolean(choice).default(standaard.dreigtUitval),
  diploma: z.enum(diplomas, choice).default(standaard.diploma),
  gevolgd: z.enum(schoolsoorten, choice).default(standaard.gevolgd),
  vrijstelling: z.enum(vrijstellingen, choice).default(standaard.vrijstelling),
  woontInRegio: z.boolean(choice).default(standaard.woontInRegio),
  zoekt: z.enum(wensen, choice).default(standaard.zoekt),
  peildatum: peildatum.optional(),
});
export type AssessInput = z.output<typeof antwoordenSchema>;

const leeftijd = z.int().min(0).max(120);

/** Age limits with the date from which they hold, in order of that date. */
export const leeftijdsgrenzenSchema = z
  .array(
    z.strictObject({
      vanaf: z.iso.date({ error: 'expected a date that exists, like "2026-01-01"' }),
      leerplichtVan: leeftijd,
      leerplichtTot: leeftijd,
      vervangendVan: leeftijd,
      kwalificatieplichtTot: leeftijd,
      vsvVan: leeftijd,
      doorstroompuntVan: leeftijd,
      doorstroompuntTot: leeftijd,
      portaalTot: leeftijd,
    }),
  )
  .min(1)
  .refine((list) => list.every(({ vanaf }, index) => index === 0 || vanaf > (list[index - 1]?.vanaf ?? '')), {
    error: 'expected the age limits in order of their dates, each date once',
  })
  .default([...leeftijdsgrenzen]);
