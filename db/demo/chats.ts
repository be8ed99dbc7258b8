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
