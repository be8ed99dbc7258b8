import type { IncomingMessage, ServerResponse } from 'node:http';
import { readSession } from '../accounts/readSession.ts';
import type { Services, StaffMember } from '../context.ts';
import { type EventStream, openEventStream } from './eventStream.ts';

export interface LiveAgenda {
  /**
   * Answers GET /live/agenda of who is signed in and keeps the answer open: `change` when the agenda may differ,
   * `signed-out` as the last event when the session is over. 401 without a session, 405 for other methods.
   */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** How many are listening. */
  listeners(): number;
  /** Ends every open answer; new ones are refused. */
  close(): void;
}

interface Times {
  /** Between two signs of life; the session is looked at each time. */
  beatMs: number;
  /** Word of a change in another process can get lost: this often everybody looks again. */
  sweepMs: number;
}

const usualTimes: Times = { beatMs: 15_000, sweepMs: 300_000 };

/** Made once per process. Listening does not count as use of a session. */
export function createAgendaStream(services: Services, times: Times = usualTimes): LiveAgenda {
  const open = new Set<() => void>();
  let closed = false;

  const listen = (req: IncomingMessage, res: ServerResponse, staff: StaffMember) => {
    const stream = openEventStream(res);
    const unsubscribe = services.changes.subscribe(({ casemanagers }) => {
      if (casemanagers.length === 0 || casemanagers.includes(staff.id)) stream.send('change');
    });
    const beat = setInterval(() => checkAndBeat(req, stream), times.beatMs);
    const sweep = setInterval(() => stream.send('change'), times.sweepMs);
    const end = () => stream.end();
    open.add(end);
    res.once('close', () => {
      unsubscribe();
      clearInterval(beat);
      clearInterval(sweep);
      open.delete(end);
    });
  };

  const checkAndBeat = async (req: IncomingMessage, stream: EventStream) => {
    try {
      const staff = await readSession(services, req.headers.cookie, { touch: false });
      if (staff) stream.beat();
      else stream.end('signed-out');
    } catch (error) {
      // Whoever cannot be asked is not let in: the browser comes back, and finds an answer then.
      services.log.warn({ err: error }, 'could not look at the session of a live agenda');
      stream.end();
    }
  };

  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    if (req.method !== 'GET') return refuse(res, 405, { Allow: 'GET' });
    if (closed) return refuse(res, 503, { 'Retry-After': '2' });
    const staff = await readSession(services, req.headers.cookie, { touch: false });
    if (!staff) return refuse(res, 401);
    if (!res.destroyed) listen(req, res, staff);
  };

  return {
    handle(req, res) {
      answer(req, res).catch((error: unknown) => {
        services.log.error({ err: error }, 'a live agenda could not begin');
        refuse(res, 503, { 'Retry-After': '2' });
      });
    },
    listeners: () => open.size,
    close() {
      closed = true;
      for (const end of [...open]) end();
    },
  };
}

function refuse(res: ServerResponse, status: number, headers: Record<string, string> = {}) {
  if (res.headersSent) res.destroy();
  else res.writeHead(status, { 'Cache-Control': 'no-store', ...headers }).end();
}
