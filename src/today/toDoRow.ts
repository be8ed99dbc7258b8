import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { dayNumber } from '#server/slots/wallTime.ts';
import type { Named, ToDo } from '#server/today/types.ts';
import { urgencyOf } from '#server/today/urgency.ts';
import type { Wording } from '#ui/wording.ts';
import { staffPaths } from '../agenda/paths.ts';
import type { TextKey, texts } from '../content/texts.ts';
import { kindWords } from '../delivery/noticeWords.ts';
import { chatPath } from '../inbox/paths.ts';
import { sayWho } from '../walkIn/sayWho.ts';

/** A row of what is to do, in words. */
export interface ToDoRow {
  kind: TextKey;
  title: string;
  why: string;
  /** Since or until when. */
  when: string;
  /** Whether the words of when call. */
  urgent: boolean;
  /** What happens in its place, and where; null for a note, which has its two forms. */
  act: { text: string; href: string } | null;
}

interface Saying {
  t: ReturnType<typeof texts>;
  w: Wording;
  /** Epoch ms. */
  now: number;
  /** Where an afspraak opens. */
  open: (id: string) => string;
}

/** How a row reads. A kind that is added says here how. */
export function toDoRow(toDo: ToDo, saying: Saying): ToDoRow {
  const { t, w, now, open } = saying;
  const { band } = urgencyOf(toDo, now);
  const kind = `today.to-do.kind.${toDo.kind}` as const;
  const urgent = band === 'danger' || band === 'soon' || band === 'waits';
  const name = (of: { name: string | null }) => of.name ?? t('staff.item.wiped');
  switch (toDo.kind) {
    case 'note':
      return {
        kind,
        title: t('today.to-do.note', { name: name(toDo), time: w.time(toDo.start) }),
        why: toDo.topic,
        when: dayOf(toDo.start, saying),
        urgent,
        act: null,
      };
    case 'question': {
      const { id, firstName, preview, topic, danger, since } = toDo;
      const who = firstName ?? t('today.to-do.question.nameless');
      return {
        kind,
        title: t('today.to-do.question', { name: who, question: preview }),
        why: [
          ...(danger ? [t('today.to-do.question.danger')] : []),
          ...(topic === null ? [] : [topic]),
          t('today.to-do.question.why'),
        ].join(' · '),
        when: sinceWhen(since, saying),
        urgent,
        act: { text: t('today.to-do.question.act'), href: chatPath(id) },
      };
    }
    case 'outside': {
      const { appointments, date, reason, until } = toDo;
      const day = w.dayOfDate(date);
      const count = appointments.length;
      return {
        kind,
        title:
          count === 1 ? t('today.to-do.outside.one', { day }) : t('today.to-do.outside.more', { day, count }),
        why: t(`today.to-do.outside.${reason}`, { who: namesOf(appointments, saying) }),
        when: beforeWhen(until, saying),
        urgent,
        act: { text: t('today.to-do.outside.act'), href: staffPaths.outside() },
      };
    }
    case 'choosing':
      return {
        kind,
        title: t('today.to-do.choosing', { name: name(toDo) }),
        why: t('today.to-do.choosing.why', { day: w.day(toDo.since) }),
        when: beforeWhen(toDo.until, saying),
        urgent,
        act: { text: t('today.to-do.choosing.act'), href: open(toDo.id) },
      };
    case 'referrals':
      return {
        kind,
        title:
          toDo.count === 1
            ? t('today.to-do.referrals.one')
            : t('today.to-do.referrals.more', { count: toDo.count }),
        why: t('today.to-do.referrals.why'),
        when: sinceWhen(toDo.since, saying),
        urgent,
        act: { text: t('today.to-do.referrals.act'), href: staffPaths.openReferrals() },
      };
    case 'trajecten': {
      const { count, late, first } = toDo;
      return {
        kind,
        title: count === 1 ? t('today.to-do.trajecten.one') : t('today.to-do.trajecten.more', { count }),
        why: late === 0 ? t('today.to-do.trajecten.why') : t('today.to-do.trajecten.late', { count: late }),
        when: dayOf(first, saying),
        urgent,
        act: { text: t('today.to-do.trajecten.act'), href: staffPaths.worklist() },
      };
    }
    case 'looks': {
      const { count, first } = toDo;
      return {
        kind,
        title: count === 1 ? t('today.to-do.looks.one') : t('today.to-do.looks.more', { count }),
        why: t('today.to-do.looks.why'),
        when: dayOf(first, saying),
        urgent,
        act: { text: t('today.to-do.looks.act'), href: staffPaths.aftercare },
      };
    }
    case 'offers': {
      const { count, since } = toDo;
      return {
        kind,
        title: count === 1 ? t('today.to-do.offers.one') : t('today.to-do.offers.more', { count }),
        why: t('today.to-do.offers.why'),
        when: sinceWhen(since, saying),
        urgent,
        act: { text: t('today.to-do.offers.act'), href: staffPaths.worklist() },
      };
    }
    case 'line': {
      const { place, isEarlier, who, since } = toDo;
      const [first, ...others] = who.map((one) => sayWho(t, one));
      const when = isEarlier ? 'waited' : 'waits';
      return {
        kind,
        title:
          first !== undefined && others.length === 0
            ? t(`today.to-do.line.${when}.one`, { who: first, place: place.name })
            : t(`today.to-do.line.${when}.more`, { count: who.length, place: place.name }),
        why: [
          t(isEarlier ? 'today.to-do.line.left' : 'today.to-do.line.over'),
          ...(others.length === 0 ? [] : [[first, ...others].join(', ')]),
        ].join(' · '),
        when: isEarlier ? dayOf(since, saying) : sinceWhen(since, saying),
        urgent,
        act: { text: t('today.to-do.line.act'), href: staffPaths.walkIn(place.id) },
      };
    }
    case 'untold': {
      const way = t(`delivery.way.${toDo.channel}`);
      return {
        kind,
        title: t('today.to-do.untold', { name: name(toDo), way, kind: kindWords(t, toDo.message) }),
        why: t(`delivery.do.${toDo.why}`, { name: name(toDo) }),
        when: beforeWhen(toDo.start, saying),
        urgent,
        act: { text: t('today.to-do.untold.act'), href: open(toDo.id) },
      };
    }
    case 'elsewhere':
      return {
        kind,
        title: t('today.to-do.elsewhere', { name: name(toDo), time: w.time(toDo.start) }),
        why: t('today.to-do.elsewhere.why'),
        when: beforeWhen(toDo.start, saying),
        urgent,
        act: { text: t('today.to-do.elsewhere.act'), href: open(toDo.appointment) },
      };
    case 'stale-calendar':
      return {
        kind,
        title: t('today.to-do.stale-calendar', { name: toDo.name }),
        why: t('today.to-do.stale-calendar.why'),
        when: sinceWhen(toDo.since, saying),
        urgent,
        act: { text: t('today.to-do.stale-calendar.act'), href: staffPaths.calendars() },
      };
    case 'plan-late': {
      const { plan, step, title, schools, until } = toDo;
      return {
        kind,
        title,
        why:
          schools === null
            ? t('today.to-do.plan-late.why')
            : t(schools === 1 ? 'today.to-do.plan-late.school' : 'today.to-do.plan-late.schools', {
                count: schools,
              }),
        when: t('today.due.until', { day: w.shortDay(dateInAmsterdam(until)) }),
        urgent,
        act: { text: t('today.to-do.plan-late.act'), href: `${staffPaths.yearPlan({ plan })}#stap-${step}` },
      };
    }
    case 'video-link':
      return {
        kind,
        title: t('today.to-do.video-link'),
        why: t('today.to-do.video-link.why', { who: namesOf(toDo.appointments, saying) }),
        when: beforeWhen(toDo.until, saying),
        urgent,
        act: { text: t('today.to-do.video-link.act'), href: staffPaths.own },
      };
  }
}

/** Two by name and time, the rest as a number. */
function namesOf(appointments: readonly Named[], { t, w }: Saying): string {
  const named = appointments
    .slice(0, 2)
    .map(({ name, start }) =>
      t('today.to-do.named', { name: name ?? t('staff.item.wiped'), time: w.time(start) }),
    )
    .join(', ');
  const rest = appointments.length - 2;
  return rest > 0 ? t('today.to-do.named.more', { who: named, count: rest }) : named;
}

function dayOf(at: number, { t, w, now }: Saying): string {
  const date = dateInAmsterdam(at);
  const today = dateInAmsterdam(now);
  if (date === today) return t('today.due.today');
  return date === addDays(today, -1) ? t('today.due.yesterday') : w.shortDay(date);
}

function sinceWhen(since: number, { t, w, now }: Saying): string {
  const days = dayNumber(dateInAmsterdam(now)) - dayNumber(dateInAmsterdam(since));
  if (days <= 0) return t('today.due.since', { time: w.time(since) });
  return days === 1 ? t('today.due.yesterday') : t('today.due.days', { count: days });
}

function beforeWhen(until: number, { t, w, now }: Saying): string {
  const date = dateInAmsterdam(until);
  const today = dateInAmsterdam(now);
  const time = w.time(until);
  if (date === today) return t('today.due.by', { time });
  return date === addDays(today, 1)
    ? t('today.due.tomorrow', { time })
    : t('today.due.by-day', { day: w.shortDay(date) });
}
