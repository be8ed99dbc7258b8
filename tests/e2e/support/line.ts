import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { BrowserContextOptions } from '@playwright/test';
import type { Site } from './site.ts';

/** What the browser says, or what it hears. */
type Direction = 'said' | 'heard';

interface Tunnel {
  ends: readonly Duplex[];
  lost: Set<Direction>;
}

/** The network between one browser and the site: pages come through it always, WebSockets as it is told. */
export interface Line {
  /** For `browser.newContext`: all that its pages ask for goes this way. */
  proxy: NonNullable<BrowserContextOptions['proxy']>;
  /** From now on one direction of the WebSockets that are open gets lost, and nobody is told. */
  lose(direction: Direction): void;
  /** Ends the WebSockets that are open. The browser itself stays online; new ones come through. */
  cut(): void;
  close(): Promise<void>;
}

/** Without `sockets` it is as some schools have it: no WebSocket comes through. */
export async function openLine({ url }: Site, { sockets = true } = {}): Promise<Line> {
  const { hostname, port } = new URL(url);
  const open = new Set<Tunnel>();

  const server = createServer((asked, answer) => {
    const { method, headers, url: target = '' } = asked;
    const { pathname, search } = new URL(target);
    const onward = request({ hostname, port, method, headers, path: pathname + search }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
      answered.pipe(answer);
    });
    // Whoever leaves a page waits for no answer.
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });

  server.on('connect', (_asked, browser, head) => {
    if (!sockets) return browser.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const site = connect(Number(port), hostname);
    const tunnel: Tunnel = { ends: [browser, site], lost: new Set() };
    open.add(tunnel);
    browser.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    site.write(head);
    browser.on('data', (bytes) => tunnel.lost.has('said') || site.write(bytes));
    site.on('data', (bytes) => tunnel.lost.has('heard') || browser.write(bytes));
    for (const end of tunnel.ends) end.on('error', () => {}).on('close', () => drop(tunnel));
  });
  const drop = (tunnel: Tunnel) => {
    open.delete(tunnel);
    for (const end of tunnel.ends) end.destroy();
  };
  const cut = () => {
    for (const tunnel of open) drop(tunnel);
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return {
    proxy: { server: `http://127.0.0.1:${address.port}`, bypass: '<-loopback>' },
    lose(direction) {
      for (const { lost } of open) lost.add(direction);
    },
    cut,
    async close() {
      cut();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
