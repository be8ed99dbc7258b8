import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { visitSubjects } from '#db/schema/words.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Language } from '#server/kernel/languages.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';

type VisitSubject = (typeof visitSubjects)[number];

/** Where a visitor came from, if from a step before, and where they are now. */
export interface Move<Step extends string = string> {
  subject: VisitSubject;
  language: Language;
  from?: Step | undefined;
  to: Step;
}

/** Counts at which step visitors are, who stay nobody: no cookie, no id and no address. */
export interface Visits {
  moved(move: Move): void;
  /** Writes what was counted since the last time. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Step {
  day: string;
  subject: VisitSubject;
  language: Language;
  step: string;
  count: number;
}

const minute = 60_000;

/**
 * Counts in this process and writes once a minute, so that it costs a visitor nothing. What a killed process counted in its
 * last minute is lost. A robot sends no forms, and only who sent one has moved.
 */
export function countVisits({ sql, clock, log }: { sql: Sql; clock: Clock; log: Logger }): Visits {
  let counted = new Map<string, Step>();
  const add = (step: Step) => {
    const key = `${step.day} ${step.subject} ${step.language} ${step.step}`;
    counted.set(key, { ...step, count: step.count + (counted.get(key)?.count ?? 0) });
  };
  const flush = async () => {
    const steps = [...counted.values()].filter(({ count }) => count !== 0);
    counted = new Map();
    if (steps.length === 0) return;
    try {
      await sql`
        insert into visit_days ${sql(steps)}
        on conflict (day, subject, language, step) do update set count = visit_days.count + excluded.count`;
    } catch (err) {
      log.warn({ err }, 'could not write how many visitors there were; they are kept for the next time');
      for (const step of steps) add(step);
    }
  };
  const timer = setInterval(flush, minute).unref();
  return {
    moved({ subject, language, from, to }) {
      const of = { day: dateInAmsterdam(clock.now()), subject, language };
      if (from !== undefined) add({ ...of, step: from, count: -1 });
      add({ ...of, step: to, count: 1 });
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
