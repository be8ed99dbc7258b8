import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgendaAppointment, AgendaDay } from '#server/agenda/types.ts';
import type { ConversationSummary } from '#server/chat/types.ts';
import type { ToDo } from '#server/today/types.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../../../src/content/texts.ts';
import { chatRows, presentOf } from '../../../src/today/chatRows.ts';
import { dayCount } from '../../../src/today/dayCount.ts';
import { toDoRow } from '../../../src/today/toDoRow.ts';
import { whenText } from '../../../src/today/whenText.ts';
import { aSummary } from '../../support/aSummary.ts';

const minute = 60_000;
const at = (clock: string, date = '2026-12-01') => Date.parse(`${date}T${clock}:00+01:00`);
const now = at('11:18');
const t = texts('nl');
const saying = { t, w: wording('nl'), now, open: (id: string) => `/medewerker?appointment=${id}` };

const appointment = (start: number, values: Partial<AgendaAppointment> = {}): AgendaAppointment => ({
  kind: 'appointment',
  id: String(start),
  status: 'booked',
  sequence: 0,
  start,
  end: start + 45 * minute,
  date: '2026-12-01',
  topic: 'Geld',
  location: 'Centrum',
  modality: 'video',
  name: 'Rachid',
  phone: null,
  ageGroup: null,
  hereAt: null,
  outcome: null,
  choosingAgain: false,
  outside: null,
  busy: { start, end: start + 45 * minute },
  ...values,
});

test('the day counts what is still to come, and at its end what was', () => {
  const items = [
    appointment(at('09:00'), { outcome: 'geweest' }),
    appointment(at('11:00')),
    appointment(at('16:00')),
  ];
  const cancelled = appointment(at('13:00'), { status: 'cancelled' });
  const day: AgendaDay = {
    date: '2026-12-01',
    hours: [],
    absences: [],
    elsewhere: [],
    closures: [],
    schoolHolidays: [],
    free: [{ start: at('13:00'), end: at('15:45') }],
    items: [...items, cancelled],
  };
  const free = { ...day, free: [] };
  assert.equal(dayCount(day, at('08:00'), t), 'nog 2 van 3, 2:45 vrij');
  assert.equal(dayCount(free, at('17:10'), t), '3 gehad');
  assert.equal(dayCount({ ...free, items: items.slice(1) }, at('08:00'), t), '2 afspraken');
  assert.equal(dayCount({ ...free, items: items.slice(2) }, at('08:00'), t), '1 afspraak');
  assert.equal(dayCount({ ...free, items: [cancelled] }, at('08:00'), t), 'geen afspraken');
});

test('how far off a talk is, is said in its last hour and while it goes on', () => {
  const talk = { start: at('11:30'), end: at('12:15') };
  const words = { now: 'nu bezig', in: 'over {minutes} min' };
  assert.equal(whenText(talk, at('10:29'), words), '');
  assert.equal(whenText(talk, at('10:30'), words), 'over 60 min');
  assert.equal(whenText(talk, at('11:29') + 30_000, words), 'over 1 min');
  assert.equal(whenText(talk, at('11:30'), words), 'nu bezig');
  assert.equal(whenText(talk, at('12:15'), words), '');
});

test('a row of what is to do says who, why, since or until when, and leads to where it is done', () => {
  const rows: [ToDo, string[]][] = [
    [
      {
        kind: 'note',
        id: 'a',
        sequence: 0,
        name: 'Damian',
        topic: 'Geld',
        start: at('10:00'),
        end: at('10:45'),
      },
      ['Noteren', 'Damian, 10:00', 'Geld', 'vandaag'],
    ],
    [
      {
        kind: 'note',
        id: 'a',
        sequence: 0,
        name: null,
        topic: 'Geld',
        start: at('10:00', '2026-11-30'),
        end: at('10:45', '2026-11-30'),
      },
      ['Noteren', 'Gegevens gewist, 10:00', 'Geld', 'gisteren'],
    ],
    [
      {
        kind: 'question',
        id: 'q',
        firstName: 'Lotte',
        preview: 'Kan het?',
        topic: 'School',
        since: at('09:12'),
        danger: false,
      },
      [
        'Vraag',
        'Lotte: Kan het?',
        'School · wacht op antwoord',
        'sinds 09:12',
        'Antwoord',
        '/medewerker/chat?conversation=q',
      ],
    ],
    [
      {
        kind: 'question',
        id: 'q',
        firstName: null,
        preview: 'Help',
        topic: null,
        since: at('09:12', '2026-11-29'),
        danger: true,
      },
      [
        'Vraag',
        'Iemand: Help',
        'Mogelijk gevaar · wacht op antwoord',
        '2 dagen',
        'Antwoord',
        '/medewerker/chat?conversation=q',
      ],
    ],
    [
      {
        kind: 'outside',
        id: 'o',
        date: '2026-12-07',
        reason: 'absent',
        appointments: ['10:30', '14:00', '15:00'].map((clock) => ({
          id: clock,
          name: 'Mees',
          start: at(clock, '2026-12-07'),
        })),
        until: at('10:30', '2026-12-07'),
      },
      [
        'Agenda',
        '3 afspraken op maandag 7 december',
        'Je bent er dan niet: Mees 10:30, Mees 14:00 en 1 meer',
        'voor ma 7 dec',
        'Kies',
        '/medewerker/buiten-werktijd',
      ],
    ],
    [
      {
        kind: 'choosing',
        id: 'c',
        name: 'Yara',
        since: at('09:00', '2026-11-27'),
        until: at('10:00', '2026-12-02'),
      },
      [
        'Wacht',
        'Yara kiest zelf een nieuwe tijd',
        'Gevraagd op vrijdag 27 november, nog niet gekozen',
        'voor morgen 10:00',
        'Bekijk',
        '/medewerker?appointment=c',
      ],
    ],
    [
      {
        kind: 'elsewhere',
        id: 'elsewhere e',
        appointment: 'e',
        name: 'Sam',
        start: at('10:00', '2026-12-02'),
      },
      [
        'Agenda',
        'Sam om 10:00 valt samen met je andere agenda',
        'Daar sta je dan bezet',
        'voor morgen 10:00',
        'Kies',
        '/medewerker?appointment=e',
      ],
    ],
    [
      {
        kind: 'plan-late',
        id: 'plan s',
        plan: 'p',
        step: 's',
        title: 'No-show melden',
        until: at('00:00', '2026-11-13'),
        schools: 3,
      },
      [
        'Jaarplan',
        'No-show melden',
        '3 scholen zijn nog niet klaar',
        'tot vr 13 nov',
        'Bekijk',
        '/medewerker/jaarplan?plan=p#stap-s',
      ],
    ],
    [
      { kind: 'trajecten', id: 'trajecten', count: 3, late: 1, first: at('00:00', '2026-11-30') },
      [
        'Traject',
        '3 trajecten zijn aan de beurt',
        '1 te laat',
        'gisteren',
        'Werklijst',
        '/medewerker/trajecten',
      ],
    ],
    [
      { kind: 'looks', id: 'looks', count: 1, first: at('00:00') },
      [
        'Nazorg',
        'Kijk bij 1 jongere hoe het gaat',
        'Dat was zo afgesproken',
        'vandaag',
        'Nazorg',
        '/medewerker/trajecten/nazorg',
      ],
    ],
    [
      { kind: 'offers', id: 'offers', count: 2, since: at('09:00', '2026-11-27') },
      [
        'Aanbod',
        '2 overdrachten wachten op je antwoord',
        'Tot dan blijft het traject bij wie het aanbiedt',
        '4 dagen',
        'Bekijk',
        '/medewerker/trajecten',
      ],
    ],
    [
      { kind: 'stale-calendar', id: 's', name: 'Privé', since: at('09:00', '2026-11-27') },
      [
        'Agenda',
        'Je agenda Privé is niet te lezen',
        'Wat we het laatst lazen, telt nog mee',
        '4 dagen',
        'Bekijk',
        '/medewerker/agendas',
      ],
    ],
    [
      {
        kind: 'video-link',
        id: 'v',
        appointments: [{ id: 'n', name: 'Noa', start: at('13:15') }],
        until: at('13:15'),
      },
      [
        'Video',
        'Je hebt nog geen videolink',
        'Nodig voor Noa 13:15',
        'voor 13:15',
        'Vul in',
        '/medewerker/instellingen',
      ],
    ],
    [
      { kind: 'referrals', id: 'referrals', count: 3, since: at('09:00', '2026-11-27') },
      [
        'Nieuw',
        '3 aanmeldingen wachten op een afspraak',
        'Maak een afspraak of sluit af',
        '4 dagen',
        'Bekijk',
        '/medewerker/aanmeldingen',
      ],
    ],
  ];
  for (const [toDo, words] of rows) {
    const { kind, title, why, when, act } = toDoRow(toDo, saying);
    assert.deepEqual([t(kind), title, why, when, ...(act ? [act.text, act.href] : [])], words);
  }
});

test('who waits stands before own conversations with something unread, with how long', () => {
  const summary = (id: string, values: Partial<ConversationSummary>) =>
    aSummary({ id, firstName: id, startedAt: now, waitingSince: now, lastAt: now, ...values });
  const said = {
    nameless: 'Iemand',
    own: 'van jou',
    take: 'Pak op',
    takeThis: 'Pak {name}',
    open: 'Open',
    openThis: 'Open {name}',
    waitsOne: '',
    waitsMore: '',
    presentOne: '',
    presentMore: '',
    taken: '',
  };
  const waiting = [
    summary('Ayoub', { waitingSince: now - 108_000 }),
    summary('Femke', { waitingSince: now - 22_000, firstName: null }),
  ];
  const mine = [summary('Sofia', { status: 'active' }), summary('Read', { status: 'active', unread: 0 })];
  assert.deepEqual(
    chatRows({ waiting, mine }, now, said).map(({ name, note, act, label, calls }) => [
      name,
      note,
      act,
      label,
      calls,
    ]),
    [
      ['Ayoub', '1:48', 'Pak op', 'Pak Ayoub', true],
      ['Iemand', '0:22', 'Pak op', 'Pak Iemand', false],
      ['Sofia', 'van jou', 'Open', 'Open Sofia', false],
    ],
  );
  const colleague = { id: 'daan', firstName: 'Daan' };
  const colleagues = [
    { ...colleague, presence: 'present' as const },
    { ...colleague, presence: 'pause' as const },
  ];
  assert.equal(presentOf({ presence: 'present', colleagues }), 2);
});
