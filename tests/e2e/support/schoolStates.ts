import { asPetra, fillReport } from './school.ts';
import type { State } from './states.ts';

/** The pages of a school. */
export const schoolStates: Record<string, State> = {
  'the meldingen of a school': {
    heading: 'Meldingen',
    open: async (world) => {
      await asPetra(world);
      await world.page.goto('/school?all=yes');
    },
  },
  'who is reported, with errors': {
    heading: 'Meld een leerling',
    open: async (world) => {
      await asPetra(world);
      await world.page.goto('/school/melden');
      await world.page.getByRole('button', { name: 'Verder' }).click();
      await world.page.getByRole('alert').waitFor();
    },
  },
  'a list of a school to give, with errors': {
    heading: 'Een lijst sturen',
    open: async (world) => {
      await asPetra(world);
      await world.page.goto('/school/lijst');
      await world.page.getByRole('button', { name: 'Stuur de lijst' }).click();
      await world.page.getByRole('alert').waitFor();
    },
  },
  'what is reported, to look over': {
    heading: 'Meld een leerling',
    open: async (world) => {
      await asPetra(world);
      await fillReport(world.page);
    },
  },
};
