/** Answers that the team of the demo has at hand, by shortcut. */
export const demoReplies = {
  welkom: 'Hoi {naam}, ik ben {mijnnaam}. Fijn dat je er bent. Waar kan ik je mee helpen?',
  momentje: 'Ik zoek het even voor je op. Een momentje.',
  afspraak: 'Zullen we dit in een gesprek bespreken? Je kunt hier een tijd kiezen: {afspraaklink}',
  startkwalificatie:
    'Met een startkwalificatie bedoelen we een diploma havo, vwo, of mbo niveau 2 of hoger. Heb je dat niet en ben je nog geen 18? Dan moet je naar school, of naar iets dat daarop lijkt.',
  bellen: 'Je kunt ons ook bellen, op {telefoon}. Dan praat je met iemand van de gemeente {gemeente}.',
  nogvragen: 'Heb je verder nog een vraag?',
  tot: 'Fijn dat je er was, {naam}. Je kunt altijd terugkomen.',
} as const;

/** One that is somebody's own. */
export const demoOwnReply = {
  shortcut: 'opendag',
  body: 'De open dagen staan op de sites van de scholen. Zal ik samen met je kijken?',
};

/** A line of a chat: who wrote it, and how many seconds after the line before it. */
type Line = readonly [who: 'jongere' | 'casemanager', after: number, text: string];

export interface DemoChat {
  topic: string | null;
  firstName: string | null;
  language?: 'en';
  /** Whole days ago, and at which time. */
  daysAgo: number;
  at: string;
  waitedSeconds: number;
  lines: readonly Line[];
  /** Who ended it, or that the jongere stayed silent. */
  end: 'casemanager' | 'jongere' | 'silent';
  rating?: readonly [face: 1 | 2 | 3, line?: string];
  note?: string;
}

/** What was proposed in the last chats, the newest first. */
export const demoProposals = [
  {
    organisation: 'Jongerenwerk De Brug',
    told: 'Wil weer naar school, iets met dieren. Zoekt iemand die meegaat naar een open dag.',
    isAgreed: true,
  },
  {
    organisation: 'Jongerenwerk De Haven',
    told: 'Zit veel thuis en wil graag weer mensen ontmoeten.',
    isAgreed: false,
  },
] as const;

/** Chats of the past days, of which nothing points to anybody. */
export const demoChats: readonly DemoChat[] = [
  {
    topic: 'school',
    firstName: 'Rosa',
    daysAgo: 1,
    at: '15:12',
    waitedSeconds: 48,
    lines: [
      ['jongere', 5, 'hoi, ik ben in november gestopt met mijn opleiding'],
      ['casemanager', 40, 'Hoi Rosa, ik ben er. Goed dat je het vertelt. Wat zou je nu het liefst willen?'],
      ['jongere', 75, 'weer naar school denk ik maar niet dezelfde'],
      [
        'casemanager',
        60,
        'Dat kan. Veel opleidingen beginnen ook in februari. Weet je al welke kant je op wilt?',
      ],
      ['jongere', 50, 'iets met dieren 😄'],
      ['casemanager', 90, 'Leuk! Zullen we samen kijken wat er in de buurt is? Dan plannen we een gesprek.'],
      ['jongere', 30, 'ja is goed'],
    ],
    end: 'casemanager',
    rating: [3, 'Snel antwoord en echt iemand die meedenkt'],
    note: 'Wil iets met dieren. Kijken of er een plek is die in februari begint.',
  },
  {
    topic: 'leerwerkplek',
    firstName: null,
    daysAgo: 1,
    at: '10:34',
    waitedSeconds: 95,
    lines: [
      ['jongere', 8, 'kan je ook werken en leren tegelijk'],
      [
        'casemanager',
        35,
        'Zeker. Dat heet een leerwerkplek. Je werkt dan 3 of 4 dagen en gaat 1 dag naar school.',
      ],
      ['jongere', 60, 'en krijg je dan geld'],
      ['casemanager', 40, 'Ja, je krijgt loon. Hoeveel, dat hangt af van je leeftijd en van het bedrijf.'],
      ['jongere', 45, 'oke top thnx'],
    ],
    end: 'casemanager',
    rating: [3],
  },
  {
    topic: 'geld',
    firstName: 'Jayden',
    daysAgo: 2,
    at: '19:51',
    waitedSeconds: 210,
    lines: [
      ['jongere', 4, 'ik heb een boete van duo omdat ik mijn ov te laat heb stopgezet'],
      [
        'casemanager',
        50,
        'Hoi Jayden. Vervelend. Heb je de brief bij de hand? Kijk eens welke datum erop staat.',
      ],
      ['jongere', 140, 'even zoeken'],
    ],
    end: 'silent',
  },
  {
    topic: 'anders',
    firstName: 'Kiran',
    language: 'en',
    daysAgo: 3,
    at: '11:20',
    waitedSeconds: 62,
    lines: [
      ['jongere', 6, 'hi, can i talk english?'],
      ['casemanager', 25, 'Of course. What would you like to know?'],
      ['jongere', 70, 'i moved here last year and i dont know if my diploma counts'],
      ['casemanager', 65, 'It might. You can have it valued. Shall we look at it together in a meeting?'],
      ['jongere', 40, 'yes please'],
    ],
    end: 'casemanager',
    rating: [3, 'very friendly'],
  },
  {
    topic: 'school',
    firstName: null,
    daysAgo: 4,
    at: '16:03',
    waitedSeconds: 340,
    lines: [
      ['jongere', 3, 'moet ik nog naar school als ik 17 ben'],
      ['casemanager', 45, 'Dat hangt ervan af of je al een startkwalificatie hebt. Heb je een diploma?'],
      ['jongere', 25, 'vmbo'],
      ['casemanager', 40, 'Dan moet je tot je 18e naar school. Maar er is meer mogelijk dan je denkt.'],
    ],
    end: 'jongere',
    rating: [2],
  },
  {
    topic: null,
    firstName: null,
    daysAgo: 6,
    at: '13:40',
    waitedSeconds: 28,
    lines: [
      ['jongere', 5, 'is dit echt anoniem?'],
      ['casemanager', 20, 'Ja. Ik weet niet wie je bent, en dat hoef je ook niet te zeggen.'],
      ['jongere', 60, 'oke. ik denk er nog even over na'],
      ['casemanager', 30, 'Helemaal goed. Je kunt altijd terugkomen.'],
    ],
    end: 'casemanager',
    rating: [3],
  },
  {
    topic: 'leerwerkplek',
    firstName: 'Mees',
    daysAgo: 8,
    at: '09:47',
    waitedSeconds: 75,
    lines: [
      ['jongere', 7, 'ik zoek werk in de techniek'],
      ['casemanager', 55, 'Hoi Mees. Heb je al eens meegelopen bij een bedrijf?'],
      ['jongere', 30, 'nee'],
      ['casemanager', 70, 'Dat kunnen we regelen. Er zijn bedrijven waar je een dag mag kijken.'],
      ['jongere', 40, 'dat wil ik wel'],
    ],
    end: 'casemanager',
    rating: [1, 'moest lang wachten op antwoord'],
  },
  {
    topic: 'school',
    firstName: 'Noor',
    daysAgo: 10,
    at: '14:22',
    waitedSeconds: 51,
    lines: [
      ['jongere', 6, 'mijn school zegt dat ik te veel afwezig ben en nu moet ik weg'],
      ['casemanager', 42, 'Hoi Noor, wat naar. Heb je daar een brief van gekregen?'],
      ['jongere', 35, 'ja gister'],
      [
        'casemanager',
        55,
        'Kom er eens mee langs. Dan bellen we samen met je school. Er is vaak nog iets te regelen.',
      ],
      ['jongere', 40, 'oke wanneer kan dat'],
    ],
    end: 'casemanager',
    rating: [3, 'voelde me echt gehoord'],
    note: 'Afspraak aangeboden. Brief van school gaat mee.',
  },
  {
    topic: 'geld',
    firstName: null,
    daysAgo: 13,
    at: '09:18',
    waitedSeconds: 130,
    lines: [
      ['jongere', 9, 'krijg ik nog studiefinanciering als ik stop'],
      ['casemanager', 60, 'Nee, die stopt dan. Zet hem zelf stop bij DUO, en ook je ov-product.'],
      ['jongere', 45, 'en moet ik alles terugbetalen'],
      ['casemanager', 70, 'Dat hangt af van je niveau. Bij niveau 1 en 2 is het meestal een gift.'],
      ['jongere', 20, 'oke fijn'],
    ],
    end: 'jongere',
    rating: [3],
  },
  {
    topic: 'leerwerkplek',
    firstName: 'Selin',
    daysAgo: 17,
    at: '15:40',
    waitedSeconds: 33,
    lines: [
      ['jongere', 4, 'hoi ik zoek een leerbaan als kapper'],
      ['casemanager', 38, 'Hoi Selin! In welk deel van de stad woon je?'],
      ['jongere', 22, 'escamp'],
      [
        'casemanager',
        65,
        'Daar weet ik twee kappers die leerlingen zoeken. Zullen we er een gesprek over plannen?',
      ],
      ['jongere', 15, 'jaaa'],
    ],
    end: 'casemanager',
    rating: [3],
  },
  {
    topic: 'anders',
    firstName: null,
    daysAgo: 20,
    at: '20:05',
    waitedSeconds: 410,
    lines: [
      ['jongere', 5, 'hallo?'],
      ['casemanager', 30, 'Hoi, ik ben er. Sorry dat je moest wachten. Waar kan ik je mee helpen?'],
    ],
    end: 'silent',
  },
  {
    topic: 'school',
    firstName: 'Stijn',
    daysAgo: 24,
    at: '11:55',
    waitedSeconds: 44,
    lines: [
      ['jongere', 6, 'kan ik mijn havo in de avond doen'],
      ['casemanager', 50, 'Ja, dat heet vavo. Per vak, ook in de avond. Hoe oud ben je?'],
      ['jongere', 14, '19'],
      ['casemanager', 45, 'Dan kan het. Je kunt je tot half januari aanmelden voor de start in februari.'],
      ['jongere', 30, 'top dankje'],
    ],
    end: 'casemanager',
    rating: [2, 'goed maar wel veel vragen'],
  },
  {
    topic: 'leerwerkplek',
    firstName: 'Brandon',
    daysAgo: 28,
    at: '10:12',
    waitedSeconds: 88,
    lines: [
      ['jongere', 8, 'mijn baas wil mijn contract niet verlengen en nu moet ik ook van school'],
      [
        'casemanager',
        55,
        'Hoi Brandon. Vervelend. Je hebt meestal een paar weken om een andere plek te vinden.',
      ],
      ['jongere', 60, 'kun je helpen zoeken'],
      ['casemanager', 40, 'Zeker. Welke opleiding doe je?'],
      ['jongere', 25, 'logistiek niveau 2'],
      ['casemanager', 50, 'Daar is veel in. Stuur ik je een afspraak, dan bellen we samen rond.'],
    ],
    end: 'casemanager',
    rating: [3],
    note: 'Logistiek niveau 2, zoekt binnen drie weken een nieuw leerbedrijf.',
  },
];

export interface DemoQuestion {
  topic: string | null;
  firstName: string | null;
  question: string;
  email: string | null;
  /** Whether there is a phone number, which `demoPhone` makes. */
  phone: boolean;
  reachBy: 'email' | 'bellen' | 'bericht' | null;
  /** Hours before the demo is loaded. */
  hoursAgo: number;
}

/** Left outside the hours, and still to be answered; the oldest first. */
export const demoQuestions: readonly DemoQuestion[] = [
  {
    topic: 'school',
    firstName: 'Lotte',
    question: 'Kan ik in februari nog instromen bij een mbo? Ik ben in de herfst gestopt.',
    email: 'lotte.vraag@example.nl',
    phone: false,
    reachBy: 'email',
    hoursAgo: 37,
  },
  {
    topic: 'geld',
    firstName: null,
    question: 'Ik krijg brieven over mijn studieschuld en ik snap ze niet. Kan iemand mij bellen?',
    email: null,
    phone: true,
    reachBy: 'bellen',
    hoursAgo: 21,
  },
  {
    topic: 'anders',
    firstName: 'Bilal',
    question: 'Mijn broertje van 16 gaat al weken niet naar school. Wat kan ik doen?',
    email: 'bilal.vraag@example.nl',
    phone: true,
    reachBy: 'bericht',
    hoursAgo: 13,
  },
];
