import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { visitSubjects } from '#db/schema/words.ts';
import { type Breakdown, breakdownsOf, noneOfThem, type Subject, trajectSubjects } from './categories.ts';
import { type Counted, countBy, type Fact } from './cells.ts';
import { readReporters, readTouched } from './countTrajecten.ts';
import { addMonths, startsAt, weeksOf } from './periods.ts';
import { type TrajectBreakdown, trajectFacts } from './trajectFacts.ts';

const count = z.int();
const day = z.iso.date();
const appointmentRows = z.array(
  z.object({ day, location: z.string(), channel: z.string(), outcome: z.string(), count }),
);
const chatRows = z.array(
  z.object({ day, waiting: z.string(), rating: z.string(), topic: z.string(), language: z.string(), count }),
);
const referralRows = z.array(z.object({ organisation: z.string(), became: z.string(), count }));
const answerRows = z.array(z.object({ answer: z.string(), count }));
const visitRows = z.array(
  z.object({ subject: z.enum(visitSubjects), week: day, language: z.string(), step: z.string(), count }),
);

/** Counts a month anew, by each breakdown. An afspraak counts on its own day, a chat on the day on which it began. */
export async function countMonth(tx: Sql | TransactionSql, month: string): Promise<Counted[]> {
  const end = addMonths(month, 1);
  const [configured, touched, appointments, referrals, chats, questions, visits] = await Promise.all([
    readConfigured(tx, month),
    readTouched(tx, month),
    tx`
      select local_date::text as day, location_id as location, case when referral_id is not null then 'jongerenwerk' else coalesce(channel, 'self') end as channel,
        coalesce(outcome, case status when 'cancelled' then 'afgezegd' else 'open' end) as outcome, count(*)::int as count
      from appointments where status in ('booked', 'cancelled') and local_date >= ${month} and local_date < ${end}
      group by 1, 2, 3, 4`,
    tx`
      select coalesce(organisation_id::text, ${noneOfThem}) as organisation, coalesce(meeting.became, 'nothing') as became,
        count(*)::int as count
      from referrals left join lateral (
        select case outcome when 'geweest' then 'came' when 'niet-verschenen' then 'no-show'
          else case status when 'booked' then 'planned' else 'called-off' end end as became
        from appointments where referral_id = referrals.id and status in ('booked', 'cancelled')
        order by status, starts_at desc limit 1
      ) as meeting on true
      where created_at >= ${startsAt(month)} and created_at < ${startsAt(end)} group by 1, 2`,
    tx`
      select day::text, coalesce(topic_id, ${noneOfThem}) as topic,
        case when waited_seconds is null then case when jongere_messages > 0 then 'left' else 'opened' end
          when staff_messages = 0 then 'unanswered' when waited_seconds <= 60 then 'within-1'
          when waited_seconds <= 120 then 'within-2' when waited_seconds <= 300 then 'within-5' else 'longer' end as waiting,
        case rating when 3 then 'glad' when 2 then 'neither' when 1 then 'sad' else 'unrated' end as rating,
        language, count(*)::int as count
      from chat_figures where kind = 'chat' and day >= ${month} and day < ${end}
      group by 1, 2, 3, 4, 5`,
    tx`
      select case when close_reason in ('answered', 'ended') then 'answered' else 'not-answered' end as answer,
        count(*)::int as count
      from chat_figures where kind = 'question' and day >= ${month} and day < ${end} group by 1`,
    tx`
      select subject, greatest(date_trunc('week', day)::date, ${month}::date)::text as week, language, step,
        greatest(sum(count), 0)::int as count
      from visit_days where day >= ${month} and day < ${end} group by 1, 2, 3, 4`,
  ]);
  const jongeren = trajectFacts(touched, configured.named);
  const weeks = weeksOf(month);
  const weekOf = (date: string) => weeks.findLast((first) => first <= date) ?? month;
  const known = { weeks, configured };
  const by = <Of extends Breakdown>(
    subject: Subject,
    facts: readonly Fact<Of>[],
    breakdowns: readonly Of[],
  ) => countBy(subject, facts, { breakdowns, known });
  const visitsOf = (subject: (typeof visitSubjects)[number]) =>
    visitRows
      .parse([...visits])
      .flatMap((row) =>
        row.subject === subject ? [{ of: { ...row, verdict: row.step }, count: row.count }] : [],
      );
  const meetings = appointmentRows
    .parse([...appointments])
    .map((row) => ({ of: { ...row, week: weekOf(row.day) }, count: row.count }));
  return [
    ...by(
      'appointments',
      meetings.filter(({ of }) => of.channel !== 'walk-in'),
      breakdownsOf.appointments,
    ),
    ...by(
      'walk-ins',
      meetings.filter(({ of }) => of.channel === 'walk-in'),
      breakdownsOf['walk-ins'],
    ),
    ...by(
      'referrals',
      referralRows.parse([...referrals]).map((row) => ({ of: row, count: row.count })),
      breakdownsOf.referrals,
    ),
    ...by(
      'chats',
      chatRows.parse([...chats]).map((row) => ({ of: { ...row, week: weekOf(row.day) }, count: row.count })),
      breakdownsOf.chats,
    ),
    ...by(
      'questions',
      answerRows.parse([...questions]).map((row) => ({ of: row, count: row.count })),
      breakdownsOf.questions,
    ),
    ...by('booking', visitsOf('booking'), breakdownsOf.booking),
    ...by('check', visitsOf('check'), breakdownsOf.check),
    ...trajectSubjects.flatMap((subject) =>
      by<TrajectBreakdown>(subject, jongeren[subject], breakdownsOf[subject]),
    ),
  ];
}

async function readConfigured(tx: Sql | TransactionSql, month: string) {
  const [row] = await tx`
    select
      array(select id from locations order by position, id) as locations,
      array(select id from topics order by position, id) as topics,
      array(select id::text from organisations order by id) as organisations`;
  const ids = z.array(z.string());
  const { schools, gemeenten } = await readReporters(tx, month);
  return {
    ...z.object({ locations: ids, topics: ids, organisations: ids }).parse(row),
    schools: [...schools, noneOfThem],
    gemeenten: [...gemeenten.map(({ id }) => id), noneOfThem],
    named: gemeenten,
  };
}
