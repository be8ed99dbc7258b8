import type { CalendarFault } from '#db/schema/calendarWords.ts';
import { Refused } from '#server/outgoing/askChecked.ts';

/** A reason to stop reading what the other side answers. */
export class Stopped extends Error {
  override name = 'Stopped';
  readonly fault: CalendarFault;
  constructor(fault: CalendarFault) {
    super(fault);
    this.fault = fault;
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
