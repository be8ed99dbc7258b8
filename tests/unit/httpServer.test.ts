import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { readBody } from '#server/http/body.ts';
import { createHttpServer } from '#server/process/httpServer.ts';

const patience = { headers: 100, request: 200, silence: 600, idle: 300, look: 10 };

const server = createHttpServer((req, res) => {
  if (req.url === '/stream') {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
    const beat = setInterval(() => res.write(':\n\n'), 50);
    res.once('close', () => clearInterval(beat));
  } else if (req.url === '/never') req.resume();
  else readBody(req).then(() => res.end('read'));
}, patience);
const sockets = new WebSocketServer({ server });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('expected a port');
const { port } = address;

after(() => {
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  server.close();
});

/** What the server says to these bytes until it ends the connection. */
async function saidTo(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let said = '';
  socket.on('data', (more: string) => {
    said += more;
  });
  socket.write(text);
  await once(socket, 'close');
  return said;
}

test('headers or a body that do not come are given up with 408, and the connection ends', async () => {
  const head = 'POST / HTTP/1.1\r\nHost: localhost\r\n';
  const slow = [
    'GET / HTTP/1.1\r\nHost: local',
    `${head}Content-Length: 100\r\n\r\nnaam=`,
    `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nnaam=\r\n`,
  ];
  for (const text of slow) {
    assert.match(await saidTo(text), /^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
  }
});

test('more than 16 kB of headers is 431', async () => {
  const said = await saidTo(`GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ${'a=b; '.repeat(4000)}\r\n\r\n`);
  assert.match(said, /^HTTP\/1\.1 431 /);
});

test('a request that is never answered is not kept for ever', async () => {
  assert.equal(await saidTo('GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n'), '');
});

test('a stream and a WebSocket outlast all of these', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`);
  await once(socket, 'open');
  const agent = new Agent();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/stream', agent }, resolve).on('error', reject);
  });
  let beats = 0;
  response.on('data', () => {
    beats += 1;
  });
  // Longer than any patience here, counted in beats of the stream.
  while (beats < 20) await once(response, 'data');
  assert.equal(response.closed, false);
  assert.equal(socket.readyState, WebSocket.OPEN);
  response.destroy();
  socket.terminate();
});

test('a proxy of nginx keeps its connections shorter than we do', async () => {
  const usual = createHttpServer(() => {});
  assert.ok(usual.keepAliveTimeout > 60_000);
  assert.ok(usual.requestTimeout <= 20_000 && usual.headersTimeout <= usual.requestTimeout);
});
