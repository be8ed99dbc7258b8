import type { schoolSectors } from '#db/schema/words.ts';

// What schools that do not exist did of a year plan. The steps are those of De Overstap, in their order.

/** The day of De Overstap on which it is now: in the middle, whenever the demo begins. A year of 0 is that in which it begins. */
export const demoDay = '1-07-20';
export const demoPlanName = 'De Overstap (voorbeeld)';

export const demoSectors: Readonly<Record<string, (typeof schoolSectors)[number]>> = {
  'Vakschool Zuiderwold': 'vo',
  'Het Kompas College': 'vo',
  'Het College': 'vo',
  'ROC Voorbeeldstad': 'mbo',
};

/** Which schools said that they did a step, and so many days before its last day; null is the gemeente. */
export const demoDone: readonly { step: number; schools: readonly (string | null)[]; daysBefore: number }[] =
  [
    { step: 0, schools: ['Vakschool Zuiderwold', 'Het Kompas College', 'Het College'], daysBefore: 6 },
    { step: 1, schools: ['Vakschool Zuiderwold', 'Het Kompas College'], daysBefore: 2 },
    { step: 2, schools: ['Vakschool Zuiderwold', 'Het College'], daysBefore: 40 },
    { step: 3, schools: [null], daysBefore: 1 },
    { step: 4, schools: ['Het Kompas College'], daysBefore: 3 },
  ];
