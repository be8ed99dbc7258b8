import { connect } from 'node:net';

/**
 * Sends bytes to a server of this machine as they stand, as no client would, and answers all that comes back until it
 * hangs up. The request must ask for that: `Connection: close`.
 */
export async function rawRequest(
  port: number,
  ...lines: string[]
): Promise<{ status: number; text: string }> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(10_000, () => socket.destroy(new Error('expected the server to answer and hang up')));
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
}
