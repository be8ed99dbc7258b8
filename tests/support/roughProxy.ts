import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** How often something goes wrong with a packet, from 0 to 1, and how long one may take at most. */
export interface Roughness {
  /** An answer of the server that never comes. */
  dropAnswers: number;
  /** An event that arrives twice, in either direction. */
  duplicate: number;
  delayMs: number;
}

export type RoughProxy = Awaited<ReturnType<typeof openRoughProxy>>;

/** Engine.io's sign for a message, then socket.io's for an event or an acknowledgement. */
const isEvent = (text: string) => text.startsWith('42');
const isAnswer = (text: string) => text.startsWith('43');

/**
 * A bad network in front of servers, one packet at a time: it cuts connections, lets answers get lost, brings events
 * twice and late, never out of order. `upstreams` are the ports behind it at this moment; each connection takes one.
 */
export async function openRoughProxy(
  upstreams: () => readonly number[],
  random: () => number,
  rough: Roughness,
) {
  const server = createServer((_req, res) => res.writeHead(503).end());
  const inside = new WebSocketServer({ server, perMessageDeflate: false });
  const open = new Set<WebSocket>();
  let isCalm = false;
  let cuts = 0;
  let dropped = 0;
  let doubled = 0;

  /** One direction: packets keep their order, however long each takes. */
  const lane = (to: WebSocket, loses: (text: string) => boolean) => {
    let last = Promise.resolve();
    return (data: RawData) => {
      const text = String(data);
      const times = isCalm ? 1 : timesOf(text, loses);
      const delay = isCalm ? 0 : random() * rough.delayMs;
      last = last.then(async () => {
        if (delay > 1) await sleep(delay);
        for (let time = 0; time < times && to.readyState === WebSocket.OPEN; time += 1) to.send(text);
      });
    };
  };
  const timesOf = (text: string, loses: (text: string) => boolean) => {
    if (loses(text)) {
      dropped += 1;
      return 0;
    }
    if (!isEvent(text) || random() >= rough.duplicate) return 1;
    doubled += 1;
    return 2;
  };

  inside.on('connection', (client, req) => {
    const ports = upstreams();
    const port = ports[Math.floor(random() * ports.length)];
    if (port === undefined) return client.terminate();
    const { cookie } = req.headers;
    const upstream = new WebSocket(`ws://127.0.0.1:${port}${req.url}`, {
      perMessageDeflate: false,
      headers: cookie === undefined ? {} : { cookie },
    });
    const early: RawData[] = [];
    const toServer = lane(upstream, () => false);
    const toClient = lane(client, (text) => isAnswer(text) && random() < rough.dropAnswers);
    open.add(client);
    client.on('message', (data) =>
      upstream.readyState === WebSocket.OPEN ? toServer(data) : early.push(data),
    );
    upstream.on('open', () => {
      for (const data of early) toServer(data);
    });
    upstream.on('message', toClient);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => {
        open.delete(client);
        other.terminate();
      });
    }
  });

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** Ends a part of the connections at once, as a tunnel does. */
    cut(part: number) {
      for (const client of open) {
        if (random() >= part) continue;
        cuts += 1;
        client.terminate();
      }
    },
    /** From now on nothing goes wrong. */
    calm() {
      isCalm = true;
    },
    counts: () => ({ cuts, dropped, doubled }),
    async close() {
      for (const client of open) client.terminate();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
