import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export type Door = Awaited<ReturnType<typeof openDoor>>;

/**
 * A port that stays the same while the PostgreSQL behind it comes back on another one. Shut, it refuses
 * connections like a machine on which nothing listens. At the first bytes that `passes` refuses it shuts by itself;
 * opened again, it lets all pass.
 */
export async function openDoor(
  databaseUrl: string,
  { passes = () => true }: { passes?: (bytes: Buffer | string) => boolean } = {},
) {
  let behind = Number(new URL(databaseUrl).port);
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  let frozen = false;
  let guarded = true;
  const open = async (port: number) => {
    server = createServer((outside) => {
      const inside = connect(behind, '127.0.0.1');
      for (const [one, other] of [
        [outside, inside],
        [inside, outside],
      ] as const) {
        sockets.add(one);
        one.on('error', () => {});
        one.once('close', () => {
          sockets.delete(one);
          other.destroy();
        });
        one.on('data', (bytes) => {
          if (guarded && one === outside && Buffer.isBuffer(bytes) && !passes(bytes)) void shut();
          else if (!frozen) other.write(bytes);
        });
      }
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    return address.port;
  };
  const shut = async () => {
    const closing = server?.listening ? once(server, 'close') : undefined;
    server?.close();
    for (const socket of sockets) socket.destroy();
    await closing;
  };
  const port = await open(0);
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    shut,
    /** From now on connections stay open, and nothing comes through any more: like a cable that was pulled out. */
    freeze() {
      frozen = true;
    },
    /** Opens again, onto the PostgreSQL at this URL. */
    reopen: (newUrl: string) => {
      behind = Number(new URL(newUrl).port);
      frozen = false;
      guarded = false;
      return open(port);
    },
  };
}
