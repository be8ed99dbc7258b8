import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { NotAllowed } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import { innerError, isDatabaseAway } from '#server/kernel/databaseAway.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import type { Answer, Refused } from '../events.ts';

/** The ack of an event, taken from the event types; `undefined` for events without one. */
type AnswerTo<Event> = Event extends (payload: never, ack: (answer: infer Given) => void) => void
  ? Given
  : undefined;

type Handler<Given> = (payload: unknown) => Promise<Given | Refused>;
/** One handler per incoming event. */
export type Handlers<Events> = { [Name in keyof Events]: Handler<AnswerTo<Events[Name]>> };

/** A handler that only receives payloads that its schema accepted. */
export function parsed<Schema extends z.ZodType, Given>(
  schema: Schema,
  act: (input: z.output<Schema>) => Promise<Given>,
): Handler<Given> {
  return async (payload) => {
    const input = schema.safeParse(payload);
    if (input.success) return act(input.data);
    const fields = input.error.issues.map(({ path, message }) => ({
      field: path.join('.') || 'body',
      message,
    }));
    return { error: 'invalid', fields };
  };
}

/** Events per second; more than any person or page of ours sends. */
const mostEvents = 400;

/**
 * Dispatches the events of one socket to their handlers; any other event is acknowledged with an error. When a handler throws,
 * that is logged and acknowledged with `failed`, so that the client retries. A flood of events ends the connection.
 */
export function listen<Events>(socket: Socket, handlers: Handlers<Events>, ctx: () => Ctx): void {
  const { log } = ctx();
  const byName = new Map<string, Handler<unknown>>(Object.entries(handlers));
  let second = 0;
  let count = 0;

  socket.use(([name, ...args], next) => {
    const now = Math.floor(performance.now() / 1000);
    count = now === second ? count + 1 : 1;
    second = now;
    if (count > mostEvents) {
      logSecurity(ctx(), { action: 'connect', object: 'live:chat', result: 'refused', reason: 'flood' });
      return socket.disconnect(true);
    }
    if (byName.has(name)) return next();
    const ack: unknown = args.at(-1);
    if (typeof ack === 'function') ack({ error: 'invalid' } satisfies Answer);
  });

  for (const [name, handle] of byName) {
    socket.on(name, (...args: unknown[]) => {
      const last = args.at(-1);
      const reply = typeof last === 'function' ? (answer: unknown) => last(answer) : () => {};
      const payload = typeof args[0] === 'function' ? undefined : args[0];
      handle(payload).then(reply, (error: unknown) => {
        if (error instanceof NotAllowed) {
          logSecurity(ctx(), {
            action: 'request',
            object: 'live:chat',
            result: 'refused',
            reason: error.action,
          });
          return reply({ error: 'not-found' } satisfies Answer);
        }
        const away = isDatabaseAway(error);
        log[away ? 'warn' : 'error']({ err: innerError(error), event: name }, 'an event of a chat failed');
        reply({ error: 'failed' } satisfies Answer);
      });
    });
  }
}
