import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { z } from 'zod';
import type { Clock } from '#server/kernel/clock.ts';
import { type LogbookAddress, NotTaken, postSpans } from './postSpans.ts';
import { moveOn, readProgress, readUnsent } from './readUnsent.ts';
import { keyedBy, spanOf } from './spanOf.ts';
import { waitForWriters } from './waitForWriters.ts';

export interface LogbookConfig extends LogbookAddress {
  /** Where the register of the gemeente describes what is done, without a slash at the end. */
  register: string;
}

/** Rows of the audit log on their way to the logboek of the gemeente. */
export interface Spans {
  /** Sends what was not sent yet. Fails without a sound but a line in the log: it is tried again, later each time. */
  send(): Promise<void>;
  /** Breaks off what is under way; what was not confirmed is sent again after the next start. */
  stop(): void;
}

const atOnce = 200;
/** A turn ends well before it counts as lost. */
const longestTurnMs = 20_000;
const firstWaitMs = 5000;
const longestWaitMs = 5 * 60_000;

/** The version that a running process is of. */
const versionOf = () =>
  z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))).version;

/**
 * Sends rows as spans, straight from the table and in their order, and writes down up to where the logboek confirmed them: so each
 * row arrives at least once, and twice only as the same span.
 */
export function createSpans(
  { sql, clock, log, secret }: { sql: Sql; clock: Clock; log: Logger; secret: string },
  config: LogbookConfig,
): Spans {
  const version = versionOf();
  const words = { register: config.register, keyed: keyedBy(secret) };
  const stopping = new AbortController();
  const { signal } = stopping;
  let waitMs = 0;
  let notBefore = 0;

  /** Sends what is there; true when there may be more. */
  const sendSome = async (): Promise<boolean> => {
    const { sent, last } = await readProgress(sql);
    if (last <= sent) return false;
    if (!(await waitForWriters(sql, signal))) throw new NotTaken('somebody has been writing for two seconds');
    const rows = await readUnsent(sql, sent, last, atOnce);
    if (rows.length > 0) {
      const spans = rows.map((row) => spanOf(row, words));
      const { refused } = await postSpans(config, { version, spans, signal });
      if (refused > 0) {
        const [from, to] = [rows[0]?.id, rows.at(-1)?.id];
        log.error(
          { refused, from, to },
          'the logboek refused spans for good; these rows stand in the audit log alone',
        );
      }
    }
    // Numbers without a row are of what was undone.
    const full = rows.length === atOnce;
    const moved = await moveOn(sql, sent, full ? (rows.at(-1)?.id ?? last) : last);
    return moved && full;
  };

  return {
    async send() {
      const begun = clock.now();
      if (signal.aborted || begun < notBefore) return;
      try {
        while ((await sendSome()) && !signal.aborted && clock.now() - begun < longestTurnMs);
        if (waitMs > 0) log.info('the logboek takes the audit log again');
        waitMs = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof NotTaken)) throw error;
        waitMs = Math.min(Math.max(2 * waitMs, firstWaitMs), longestWaitMs);
        notBefore = clock.now() + Math.max(waitMs, Math.min(error.waitMs, longestWaitMs));
        log.warn({ why: error.message, waitMs }, 'the logboek did not take the audit log; it is tried again');
      }
    },
    stop: () => stopping.abort(),
  };
}
