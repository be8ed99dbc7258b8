import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createReach, type Reach } from '#server/outgoing/reach.ts';

/** A host of calendars on this machine, which answers as the test says. */
export async function openCalendarHost(answer: RequestListener = (_, res) => res.end()) {
  const asked: IncomingMessage[] = [];
  const host = {
    answer,
    asked,
    url: '',
    port: 0,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((req, res) => {
    asked.push(req);
    host.answer(req, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  host.port = port;
  host.url = `http://agenda.test:${port}/agenda.ics`;
  return host;
}

/** Names of tests, each at an address of this machine; and only what a demo may ask with these named. */
export function testReach(names: Readonly<Record<string, string>> = { 'agenda.test': '127.0.0.1' }): Reach {
  const reach = createReach(Object.keys(names), { isDemo: true });
  return {
    mayConnect: reach.mayConnect,
    mayBePlain: reach.mayBePlain,
    lookup: async (host) => {
      const address = names[host];
      if (address === undefined) throw new Error('ENOTFOUND');
      return [address];
    },
  };
}
