import { type CalendarFault, calendarFaults } from '#db/schema/calendarWords.ts';
import { Refused } from '#server/outgoing/askChecked.ts';

/** What went wrong, in a word. `waitMs`: how long the other side asks to be left alone. */
export interface Failure {
  ok: false;
  fault: CalendarFault;
  waitMs?: number;
}

/** A reason to stop reading what the other side answers. */
export class Stopped extends Error {
  override name = 'Stopped';
  readonly fault: CalendarFault;
  readonly waitMs: number | null;
  constructor(fault: CalendarFault, waitMs: number | null = null) {
    super(fault);
    this.fault = fault;
    this.waitMs = waitMs;
  }
}

const ofCertificate = /^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/;

/** What went wrong with a request, in a word. Throws what is a fault of ours. */
export function faultOf(error: unknown, signal: AbortSignal): CalendarFault {
  if (error instanceof Refused) return error.why;
  if (error instanceof Stopped) return error.fault;
  if (signal.aborted) return 'too-slow';
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) throw error;
  if (ofCertificate.test(code)) return 'certificate';
  // Packed by another way than it says, or only half of it came.
  if (/^(Z_|ERR_BROTLI|ERR__ERROR)/.test(code)) return 'cut-off';
  return 'unreachable';
}

/** The same as an answer. */
export function failureOf(error: unknown, signal: AbortSignal): Failure {
  const fault = faultOf(error, signal);
  return error instanceof Stopped && error.waitMs !== null
    ? { ok: false, fault, waitMs: error.waitMs }
    : { ok: false, fault };
}

/** The word that this is; undefined when it is none. */
export const faultNamed = (word: string): CalendarFault | undefined =>
  calendarFaults.find((fault) => fault === word);

/** What a status says of reading. */
export function faultOfStatus(status: number): CalendarFault {
  if (status === 401 || status === 403 || status === 407) return 'sign-in';
  if (status === 404 || status === 410) return 'gone';
  return status === 507 ? 'full' : 'trouble';
}

/** `Retry-After` in seconds as ms; a date is not read. */
export const waitMsOf = (header: string | null | undefined): number | null =>
  header && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
