import { Agent, request } from 'node:http';
import { postsJob } from './jobs.ts';
import { work } from './worker.ts';

work(postsJob, async ({ port, path, connections, bodies }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const post = (body: string) =>
    new Promise<{ status: number; body: string }>((done, fail) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () =>
          done({ status: res.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      })
        .on('error', fail)
        .end(body);
    });
  const answers: { status: number; body: string }[] = [];
  let next = 0;
  const client = async () => {
    for (let at = next++; at < bodies.length; at = next++) answers[at] = await post(bodies[at] ?? '');
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, client));
  const perSecond = bodies.length / ((performance.now() - start) / 1000);
  agent.destroy();
  return { perSecond, answers };
});
