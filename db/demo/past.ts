/** What casemanagers wrote down after they met a jongere, by topic. About what was agreed, never about health. */
export const demoNotesAfter: Readonly<Record<string, readonly string[]>> = {
  school: [
    'Wil naar mbo niveau 3, richting zorg. Gaat naar de open dag en belt daarna.',
    'Cijferlijst bekeken. Kan in februari instromen als het examen Nederlands lukt.',
    'Twijfelt tussen twee scholen. Samen een lijst gemaakt met voor en tegen.',
    'Intake bij de school gepland. Ik bel vooraf met de decaan.',
    'Wil geen school meer waar veel stage is. Kijken naar een avondopleiding.',
    'Aanmelding samen verstuurd. Bevestiging komt per mail.',
  ],
  leerwerkplek: [
    'Cv afgemaakt. Stuurt het zelf naar drie bedrijven.',
    'Mag een dag meelopen bij een garage in Laak. Donderdag om acht uur.',
    'Zoekt iets in de bouw, liefst op fietsafstand. Reiskosten zijn een punt.',
    'Gesprek bij de bakker ging goed. Wacht op het contract.',
    'Bedrijf zoekt iemand met rijbewijs. Verder zoeken in de techniek.',
  ],
  geld: [
    'Brief van DUO over € 1.840. Wil een betalingsregeling. Neemt de brief en DigiD mee.',
    'Zes brieven samen geopend. Drie zijn betaald, drie gaan naar schuldhulp.',
    'Toeslag aangevraagd. Duurt ongeveer acht weken.',
    'Overzicht gemaakt van wat er in en uit gaat. Wil het zelf bijhouden.',
    'Boete voor het ov is te betalen in delen. Brief verstuurd.',
  ],
  anders: [
    'Weet nog niet wat het moet worden. Interessetest meegegeven.',
    'Woont sinds kort hier. Diploma laten waarderen, formulier ligt klaar.',
    'Wil eerst een half jaar werken. Over een maand bellen.',
    'Vraagt naar vrijwilligerswerk met ouderen. Adres van het buurthuis gegeven.',
  ],
};

/** The same after somebody did not come. */
export const demoNotesAbsent: readonly string[] = [
  'Gebeld, geen gehoor. Bericht ingesproken.',
  'Was de afspraak vergeten. Wil een nieuwe.',
  'Twee keer gebeld en een bericht gestuurd. Nog geen antwoord.',
  'Bus gemist. Belt zelf terug.',
];
