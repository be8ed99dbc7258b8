import type { Antwoorden, Uitkomst } from '#server/startkwalificatie/words.ts';

// The rules once more, slowly and in other words: ages are counted with Temporal, duties come out of a flat list.

/** Completed years; 29 February counts as past only from 1 March on. */
function ageOn(born: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const hadBirthday = day.month > born.month || (day.month === born.month && day.day >= born.day);
  return day.year - born.year - (hadBirthday ? 0 : 1);
}

/** The last day of the school year before the one in which a day lies. */
function endOfLastSchoolYear(day: Temporal.PlainDate): Temporal.PlainDate {
  return new Temporal.PlainDate(day.month > 7 ? day.year : day.year - 1, 7, 31);
}

type SlowOutcome = Omit<Uitkomst, 'grondslag'>;

export const slowOutcome = (answers: Antwoorden, peildatum: string): SlowOutcome =>
  slowReading(answers.geboortedatum, peildatum)(answers);

/** The rules for who was born on one day, on another: counting with Temporal is what takes the time. */
export function slowReading(
  geboortedatum: string,
  peildatum: string,
): (answers: Omit<Antwoorden, 'geboortedatum'>) => SlowOutcome {
  const born = Temporal.PlainDate.from(geboortedatum);
  const today = Temporal.PlainDate.from(peildatum);
  const when = {
    age: ageOn(born, today),
    wasFiveLastMonth: ageOn(born, today.with({ day: 1 }).subtract({ days: 1 })) >= 5,
    wasSixteenLastYear: ageOn(born, endOfLastSchoolYear(today)) >= 16,
    upper: peildatum >= '2026' ? 27 : 23,
  };
  return (answers) => outcomeThen(answers, when);
}

interface When {
  age: number;
  wasFiveLastMonth: boolean;
  wasSixteenLastYear: boolean;
  /** Where the band of the Doorstroompunt ends. */
  upper: number;
}

function outcomeThen(
  answers: Omit<Antwoorden, 'geboortedatum'>,
  { age, wasFiveLastMonth, wasSixteenLastYear, upper }: When,
): SlowOutcome {
  const { diploma, gevolgd, vrijstelling, inschrijving, dreigtUitval, zoekt, woontInRegio } = answers;

  const startkwalificatie = /^(mbo-[234]|havo|vwo|hbo-wo)$/.test(diploma)
    ? 'ja'
    : /^(ib-diploma|buitenlands)$/.test(diploma)
      ? 'beoordelen'
      : 'nee';
  const learns = wasFiveLastMonth && !wasSixteenLastYear && !/^(havo|vwo|hbo-wo)$/.test(diploma);
  const qualifies = wasFiveLastMonth && !learns && age < 18 && startkwalificatie !== 'ja';
  const special = diploma === 'praktijkonderwijs' || /^vso-(arbeidsmarkt|dagbesteding)$/.test(gevolgd);

  const list: [boolean, Uitkomst['plicht'], special?: boolean][] = [
    [!wasFiveLastMonth, 'nog-niet'],
    [learns && vrijstelling === 'artikel-5', 'vrijgesteld'],
    [learns && age >= 14 && /3[ab]$/.test(vrijstelling), 'vervangend'],
    [learns, 'leerplichtig'],
    [qualifies && special, 'vrijgesteld', true],
    [qualifies && /-(5|15)$/.test(vrijstelling), 'vrijgesteld'],
    [qualifies, 'kwalificatieplichtig'],
    [true, 'geen'],
  ];
  const [, plicht, vulnerable = false] = list.find(([holds]) => holds) ?? [true, 'geen'];

  const away = inschrijving === 'geen';
  const fine = !away && !dreigtUitval;
  const roads: [boolean, Uitkomst['route']][] = [
    [age >= 27, '27-plus'],
    [!woontInRegio, 'andere-gemeente'],
    [plicht === 'nog-niet', 'geen-actie'],
    [plicht === 'vervangend' || (plicht === 'vrijgesteld' && !vulnerable), 'leerplichtambtenaar'],
    [fine, 'geen-actie'],
    [plicht === 'kwalificatieplichtig' && inschrijving === 'mbo', 'school'],
    [plicht === 'leerplichtig' || plicht === 'kwalificatieplichtig', 'leerplichtambtenaar'],
    [away && startkwalificatie === 'ja' && zoekt !== 'opleiding' && plicht === 'geen', 'jongerenloket'],
    [true, 'casemanager'],
  ];
  const [, route] = roads.find(([holds]) => holds) ?? [true, 'casemanager'];

  const counts = age >= 12 && age < upper && away && startkwalificatie !== 'ja';
  const leftRegular = gevolgd === 'regulier' && diploma !== 'praktijkonderwijs';
  const released = plicht === 'vrijgesteld' || plicht === 'vervangend';
  return { startkwalificatie, plicht, route, vsv: counts && leftRegular && !released };
}
