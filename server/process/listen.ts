import type { Server } from 'node:http';

/** Listens, or throws an Error that says what to do about it. Answers the port that was taken. */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected to listen on a port');
  return address.port;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(
        `Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
      );
    case 'EACCES':
      return new Error(`Port ${port} is not ours to use. Choose one above 1023: PORT=4321 npm start`);
    case 'EADDRNOTAVAIL':
      return new Error(`This machine has no address ${host}. Set HOST to 127.0.0.1 or 0.0.0.0.`);
    default:
      return error;
  }
}

const patienceMs = 10_000;

/** Takes no new requests, lets those under way finish, and after ten seconds cuts what is left. */
export async function stopServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(cut);
}
