import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Services } from '#server/chat/context.ts';
import { closedPolicy } from '#server/http/headers.ts';
import type { RequestInfo } from '#server/http/requestInfo.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { socketPath } from '../events.ts';
import { createAdmission, refuse } from './admit.ts';

/** A connection of engine.io, before the client joins a namespace. */
interface Connection {
  request: IncomingMessage;
  once(event: 'close', listener: () => void): void;
  close(discard: boolean): void;
}

export interface SocketServer extends Pick<Server, 'of'> {
  attach(server: HttpServer): void;
  /** Ends every connection in a way after which browsers connect again. */
  close(): void;
}

/** Maximum bytes of one packet: a message of 2000 characters of four bytes each, with some room. */
const mostBytes = 16_384;

/**
 * socket.io with our limits on who may connect and what they may send. `alone`: this is the only handler of upgrades on the
 * server, so upgrades to other paths are refused.
 */
export function createSocketServer(
  services: Services,
  requestInfo: RequestInfo,
  { alone }: { alone: boolean },
): SocketServer {
  const { log, limits, audit, clock } = services;
  const admission = createAdmission(services, requestInfo);
  const io = new Server({
    path: socketPath,
    serveClient: false,
    maxHttpBufferSize: mostBytes,
    connectTimeout: 10_000,
    destroyUpgrade: alone,
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest(req, decide) {
      admission.refusalOf(req).then(
        (refusal) => {
          if (!refusal) return decide(null, true);
          const actor = jongereAt(limits, requestInfo.addressOf(req));
          const who = { log, audit, clock, door: 'socket', actor } as const;
          const { status: reason } = refusal;
          logSecurity(who, { action: 'connect', object: 'live:chat', result: 'refused', reason });
          refuse(req, refusal);
        },
        (err: unknown) => {
          log.error({ err }, 'could not count a connection');
          decide(null, false);
        },
      );
    },
  });
  // socket.io always has this default namespace too; we do not use it.
  io.use((_socket, next) => next(new Error('not-found')));
  return {
    of: io.of.bind(io),
    attach(server) {
      io.attach(server);
      io.engine.on('connection', (connection: Connection) => {
        const free = admission.take(connection.request);
        if (free) connection.once('close', free);
        else connection.close(true);
      });
      io.engine.on('headers', (headers: Record<string, string>) => {
        headers['Content-Security-Policy'] = closedPolicy;
        headers['X-Content-Type-Options'] = 'nosniff';
        headers['Cache-Control'] = 'no-store';
      });
    },
    close() {
      // Not `io.close`: it tells clients to disconnect for good, and they would not reconnect.
      io.engine?.close();
    },
  };
}
