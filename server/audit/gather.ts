import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Sql } from '#db/client.ts';
import type { AuditLog, AuditRow } from '#server/kernel/auditLog.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { insertRows } from './insertRows.ts';

const minute = 60_000;
/** Who looks at one thing again within this time has looked once. */
const sameViewMs = minute;
/** Pages with a list renew themselves: who has one open looks at it once in this time. */
const sameListMs = 10 * minute;
const lists: ReadonlySet<string> = new Set(['agenda', 'team-agenda', 'inbox', 'people']);
/** What was tried in vain gets rows of its own up to this many a minute: of one colleague, and of all who are not signed in. */
const triesPerMinute = 60;
/** How long what was gathered waits for more. */
const gatherMs = 500;
const mostAtOnce = 500;
/** While the database is away. Some megabytes; past it rows are lost, and the log says how many. */
const mostWaiting = 10_000;
const longestWaitMs = 30_000;

export interface Gathered extends AuditLog {
  /** As `flush`, for good. */
  close(): Promise<void>;
}

/**
 * Gathers what was viewed and tried in vain, and writes it in batches a moment later: once per process. Whoever asks waits for
 * nothing. What a database that is away does not take is kept and tried again. Killed at once (`kill -9`), a process loses what it
 * gathered in the last half second; while the database is away, all since then.
 */
export function gatherAudit({ sql, clock, log }: { sql: Sql; clock: Clock; log: Logger }): Gathered {
  let waiting: AuditRow[] = [];
  /** What of those may still grow: the same thing that was tried again. */
  const growing = new Map<string, AuditRow>();
  /** What came too often for rows of its own, until the minute is over. */
  const crowd = new Map<string, AuditRow>();
  const seen = new LRUCache<string, number>({ max: 20_000 });
  const tries = new Map<string, number>();
  let minuteEnds = 0;
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let waitMs = gatherMs;
  let closed = false;

  const isRepeated = (row: AuditRow): boolean => {
    // Each search in the log is in the log, and each time that somebody asked for a number that is masked.
    if (row.objectKind === 'audit' || row.action === 'jongere.bsn') return false;
    const who = [row.actor, row.staffId, row.session].join(' ');
    const key = [who, row.kind, row.objectKind, row.objectId, row.trace].join(' ');
    const now = clock.now();
    const before = seen.get(key);
    if (before !== undefined && now - before < (lists.has(row.objectKind) ? sameListMs : sameViewMs))
      return true;
    seen.set(key, now);
    return false;
  };

  const push = (row: AuditRow): AuditRow | null => {
    if (waiting.length >= mostWaiting) {
      lost += row.times;
      return null;
    }
    waiting.push(row);
    return row;
  };

  const endMinute = () => {
    for (const row of crowd.values()) push(row);
    crowd.clear();
    tries.clear();
    minuteEnds = clock.now() + minute;
  };

  const grow = (of: Map<string, AuditRow>, key: string): boolean => {
    const same = of.get(key);
    if (same) same.times += 1;
    return same !== undefined;
  };

  const addTry = (row: AuditRow) => {
    if (clock.now() >= minuteEnds) endMinute();
    const { at: _, times: __, ...same } = row;
    const key = JSON.stringify(same);
    if (grow(growing, key)) return;
    const who = row.staffId ?? 'nobody';
    const count = (tries.get(who) ?? 0) + 1;
    tries.set(who, count);
    if (count <= triesPerMinute) {
      const pushed = push(row);
      if (pushed) growing.set(key, pushed);
      return;
    }
    const kind = [who, row.action, row.objectKind, row.result, row.reason, row.door].join(' ');
    // The id of an account stays, since it says whom somebody is after; there are no more of these than accounts.
    const about = row.objectKind === 'account' ? row.objectId : null;
    const crowdKey = `${kind} ${about}`;
    if (!grow(crowd, crowdKey))
      crowd.set(crowdKey, { ...row, objectId: about, session: null, network: null, trace: null });
  };

  const later = (ms: number) => {
    if (timer || closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      void flush();
    }, ms);
    timer.unref();
  };

  const writeAll = async () => {
    if (clock.now() >= minuteEnds) endMinute();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostAtOnce);
      for (const row of batch) {
        const { at: _, times: __, ...same } = row;
        growing.delete(JSON.stringify(same));
      }
      try {
        await insertRows(sql, batch, log);
        waiting = waiting.slice(batch.length);
        waitMs = gatherMs;
        if (lost > 0) waiting.push(lostRow(clock.now(), lost));
        lost = 0;
      } catch (err) {
        log.warn({ err, waiting: waiting.length }, 'the audit log could not be written; it is tried again');
        waitMs = Math.min(2 * waitMs, longestWaitMs);
        later(waitMs);
        return;
      }
    }
    if (crowd.size > 0) later(minute);
  };

  const flush = async () => {
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  };

  return {
    add(row) {
      if (row.kind === 'tried') addTry(row);
      else if (row.kind !== 'viewed' || !isRepeated(row)) push(row);
      if (waiting.length > 0) later(waitMs);
      else if (crowd.size > 0) later(minute);
    },
    async flush() {
      await flush();
      if (waiting.length > 0) await flush();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      endMinute();
      for (const ms of [0, 100, 500]) {
        await sleep(ms);
        await flush();
        if (waiting.length === 0) return;
      }
      log.error({ lost: waiting.length }, 'rows of the audit log were lost: the database did not take them');
    },
  };
}

/** Says in the log itself that some of it is missing, and how much. */
const lostRow = (now: number, times: number): AuditRow => ({
  at: new Date(now).toISOString(),
  kind: 'tried',
  action: 'audit.write',
  objectKind: 'audit',
  objectId: null,
  result: 'refused',
  reason: 'lost',
  actor: 'system',
  staffId: null,
  session: null,
  network: null,
  door: 'job',
  times,
  trace: null,
});
