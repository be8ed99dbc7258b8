import type { IncomingMessage, ServerResponse } from 'node:http';
import { readSession } from '../accounts/readSession.ts';
import { whoseAgenda } from '../agenda/whoseAgenda.ts';
import type { Actor, Services, StaffMember } from '../context.ts';
import { type EventStream, openEventStream } from './eventStream.ts';

export interface LiveAgenda {
  /**
   * Answers GET /live/agenda of who is signed in, or with `?wie=` of a colleague of the same team, and keeps the answer
   * open: `change` when that agenda may differ, `signed-out` as the last event when the session is over or the colleague
   * is no longer one. 401 without a session, 404 for anybody outside the team, 405 for other methods.
   */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** How many are listening. */
  listeners(): number;
  /** Ends every open answer; new ones are refused. */
  close(): void;
}

interface Times {
  /** Between two signs of life; the session and the team are looked at each time. */
  beatMs: number;
  /** Word of a change in another process can get lost: this often everybody looks again. */
  sweepMs: number;
}

const usualTimes: Times = { beatMs: 15_000, sweepMs: 300_000 };

/** Made once per process. Listening does not count as use of a session. */
export function createAgendaStream(services: Services, times: Times = usualTimes): LiveAgenda {
  const open = new Set<() => void>();
  let closed = false;

  const listen = (req: IncomingMessage, res: ServerResponse, shown: string) => {
    const stream = openEventStream(res);
    const unsubscribe = services.changes.subscribe(({ casemanagers }) => {
      if (casemanagers.length === 0 || casemanagers.includes(shown)) stream.send('change');
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
      if (staff && (await shownTo(staff, req))) stream.beat();
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
    const shown = await shownTo(staff, req);
    if (shown === null) return refuse(res, 404);
    if (!res.destroyed) listen(req, res, shown);
  };

  /** Whose agenda it is about; null for somebody whose agenda is not theirs to see. */
  const shownTo = async (staff: StaffMember, req: IncomingMessage) => {
    const who = new URLSearchParams(req.url?.split('?')[1]).get('wie');
    const actor: Actor = { kind: 'staff', staff, addressKey: '' };
    return whoseAgenda({ actor }, await services.roster.current(), who)?.id ?? null;
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
