import type { IncomingMessage, ServerResponse } from 'node:http';
import { reachFor } from '#server/access/may.ts';
import { readSession } from '#server/accounts/readSession.ts';
import { whoseAgenda } from '#server/agenda/whoseAgenda.ts';
import type { Services } from '#server/http/context.ts';
import type { Actor, StaffMember } from '#server/kernel/context.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Settings } from '#server/settings/schema.ts';
import { type EventStream, openEventStream, refuseSeat, refuseStream } from './eventStream.ts';

export interface LiveAgenda {
  /**
   * Serves GET /live/agenda, a stream of events about the agenda of whoever is signed in, with `?who=` of a colleague of the
   * same team, with `?who=team` of the whole team, with several of these of each, an empty one being one's own. `change` tells
   * that an agenda may differ, `trajecten` that one of the own team may. `signed-out` is the last event, when the session ended or a colleague left the team. 401
   * without a session, 404 outside the team, 405 for other methods, 429 when one network has too many streams, 503 when the
   * process has too many.
   */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** The number of open streams. */
  listeners(): number;
  /** Ends every open stream and refuses new ones. */
  close(): void;
}

type Limits = Settings['limits'];

/** Ids of the listener and of the casemanagers whose agenda it is. */
interface Followed {
  id: string;
  shown: readonly string[];
  /** Whether trajecten of an owner are of the team of the listener; of who has no agenda here that is not known. */
  isOfTeam(owner: string): boolean;
}

interface Times {
  /** Interval of heartbeats. Each checks session and team, and so does the end of a session of the listener. */
  beatMs: number;
  /** Every stream sends `change` this often, because a notification from another process may get lost. */
  sweepMs: number;
}

const usualTimes: Times = { beatMs: 15_000, sweepMs: 300_000 };

/** Created once per process. Listening does not count as use of a session. */
export function createAgendaStream(
  services: Services,
  addressOf: (req: IncomingMessage) => string,
  times: Times = usualTimes,
): LiveAgenda {
  const open = new Set<() => void>();
  let closed = false;

  const listen = (
    req: IncomingMessage,
    res: ServerResponse,
    { id, shown, isOfTeam }: Followed,
    limits: Limits,
  ) => {
    const bounds = { each: limits.streamsPerAddress, all: limits.streamsPerProcess };
    const seat = services.seats.agenda.take(addressOf(req), bounds);
    if (!seat.ok) return refuseSeat(res, seat);
    const stream = openEventStream(res);
    const unsubscribe = services.bus.subscribe((change) => {
      const isTheirs = change?.agenda?.some((id) => shown.includes(id)) || change?.lines !== undefined;
      if (change === null || change.roster || isTheirs) stream.send('change');
      if (change === null || change.trajecten?.some(isOfTeam)) stream.send('trajecten');
      if (change === null || change.sessions?.includes(id)) checkAndBeat(req, stream);
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
      seat.free();
    });
  };

  const checkAndBeat = async (req: IncomingMessage, stream: EventStream) => {
    try {
      const staff = await readSession(services, req.headers.cookie, { touch: false });
      if (staff && shownTo(staff, req, await services.roster.current())) stream.beat();
      else stream.end('signed-out');
    } catch (error) {
      // Without the database the session cannot be checked, so refuse: the browser reconnects.
      services.log.warn({ err: error }, 'could not look at the session of a live agenda');
      stream.end();
    }
  };

  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    if (req.method !== 'GET') return refuseStream(res, 405, { Allow: 'GET' });
    if (closed) return refuseStream(res, 503, { 'Retry-After': '2' });
    const staff = await readSession(services, req.headers.cookie, { touch: false });
    if (!staff) return refuseStream(res, 401);
    const roster = await services.roster.current();
    const shown = shownTo(staff, req, roster);
    if (shown === null) return refuseStream(res, 404);
    if (!res.destroyed)
      listen(req, res, { id: staff.id, shown, isOfTeam: teamOf(staff, roster) }, roster.settings.limits);
  };

  /** Coordinators without an agenda are in no roster: rather one time too often than never. */
  const teamOf = (staff: StaffMember, { casemanagers }: Roster) => {
    const team = new Map(casemanagers.map((one) => [one.id, one.team]));
    return (owner: string) =>
      owner === staff.id || !team.has(owner) || (staff.team !== null && team.get(owner) === staff.team.id);
  };

  /** Whose agendas are asked for; null when the listener may not see one of them. */
  const shownTo = (staff: StaffMember, req: IncomingMessage, roster: Roster): string[] | null => {
    const asked = new URLSearchParams(req.url?.split('?')[1]).getAll('who');
    const actor: Actor = { kind: 'staff', staff, addressKey: '' };
    if (reachFor(actor, 'agenda.read') === undefined) return null;
    const shown: string[] = [];
    for (const who of asked.length > 0 ? asked : ['']) {
      const whose = whoseAgenda({ actor }, roster, who === 'team' ? '' : who);
      if (whose === null) return null;
      shown.push(...(who === 'team' ? whose.team.map(({ id }) => id) : [whose.id]));
    }
    return shown;
  };

  return {
    handle(req, res) {
      answer(req, res).catch((error: unknown) => {
        services.log.error({ err: error }, 'a live agenda could not begin');
        refuseStream(res, 503, { 'Retry-After': '2' });
      });
    },
    listeners: () => open.size,
    close() {
      closed = true;
      for (const end of [...open]) end();
    },
  };
}
