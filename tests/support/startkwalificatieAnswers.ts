import fc from 'fast-check';
import {
  type Antwoorden,
  diplomas,
  inschrijvingen,
  schoolsoorten,
  vrijstellingen,
  wensen,
} from '#server/startkwalificatie/words.ts';

const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const earliest = (...dates: string[]) => dates.toSorted()[0] ?? '';
const dayOf = (date: string) => Date.parse(date) / 86_400_000;

/** Days around which rules change: birthdays and firsts of the month come out of the ages below. */
const peildatums = [
  '2025-12-31',
  '2026-01-01',
  '2026-02-28',
  '2026-03-01',
  '2026-07-31',
  '2026-08-01',
  '2026-11-21',
  '2028-02-29',
];
export const peildatum = fc.oneof(
  fc.constantFrom(...peildatums),
  fc.integer({ min: dayOf('2024-01-01'), max: dayOf('2030-12-31') }).map(iso),
);

/** A date of birth with a peildatum not before it, often within two days or two months of a birthday that matters. */
export const datums = fc
  .tuple(
    peildatum,
    fc.constantFrom(0, 5, 12, 14, 15, 16, 17, 18, 23, 27, 60),
    fc.integer({ min: -70, max: 70 }),
    fc.boolean(),
  )
  .map(([peil, age, off, leap]) => {
    const years = Number(peil.slice(0, 4)) - age;
    const day = `${years}${peil.slice(4)}`;
    const near = iso(
      dayOf(Number.isNaN(Date.parse(day)) ? `${years}-03-01` : day) +
        (Math.abs(off) > 40 ? off : Math.trunc(off / 10)),
    );
    const born = leap ? `${years - (years % 4)}-02-29` : near;
    return { geboortedatum: earliest(born, peil), peildatum: peil };
  });

export const antwoorden: fc.Arbitrary<Omit<Antwoorden, 'geboortedatum'>> = fc.record({
  inschrijving: fc.constantFrom(...inschrijvingen),
  dreigtUitval: fc.boolean(),
  diploma: fc.constantFrom(...diplomas),
  gevolgd: fc.constantFrom(...schoolsoorten),
  vrijstelling: fc.constantFrom(...vrijstellingen),
  woontInRegio: fc.boolean(),
  zoekt: fc.constantFrom(...wensen),
});
