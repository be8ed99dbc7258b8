import type { Services } from '#server/chat/context.ts';
import type { Actor } from '#server/kernel/context.ts';
import { logSecurity } from '#server/security/securityLog.ts';

interface Namespace<Socket> {
  use(handshake: (socket: Socket, next: (error?: Error) => void) => void): unknown;
}

interface Handshake<Socket, Who> {
  /** Who connects, or null for somebody who may not. */
  find(socket: Socket): Promise<Who | null>;
  /** What the client and the security log hear of who may not. */
  refusal: 'not-found' | 'signed-out';
  /** The actor of the security log. */
  actorOf(socket: Socket): Actor;
}

/** Lets only those connect to a namespace of whom it is known who they are. Gives who it is, by their socket. */
export function identify<Socket extends object, Who>(
  { log, audit, clock }: Pick<Services, 'log' | 'audit' | 'clock'>,
  namespace: Namespace<Socket>,
  { find, refusal, actorOf }: Handshake<Socket, Who>,
): (socket: Socket) => Who | undefined {
  const known = new WeakMap<Socket, Who>();
  namespace.use((socket, next) => {
    find(socket).then(
      (who) => {
        if (who === null) {
          const event = {
            action: 'connect',
            object: 'live:chat',
            result: 'refused',
            reason: refusal,
          } as const;
          logSecurity({ log, audit, clock, door: 'socket', actor: actorOf(socket) }, event);
          return next(new Error(refusal));
        }
        known.set(socket, who);
        next();
      },
      (err: unknown) => {
        log.warn({ err }, 'could not look up who connects to the chat');
        next(new Error('failed'));
      },
    );
  });
  return (socket) => known.get(socket);
}
