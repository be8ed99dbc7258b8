import { Agent, request } from 'node:http';
import { readsJob } from './jobs.ts';
import { work } from './worker.ts';

work(readsJob, async ({ port, path, connections, milliseconds, cookie }) => {
  const headers = cookie === undefined ? {} : { cookie };
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let count = 0;
  let failed = 0;
  let bytes = 0;
  const read = () =>
    new Promise<void>((done, fail) => {
      request({ host: '127.0.0.1', port, path, agent, headers }, (res) => {
        let length = 0;
        res.on('data', (chunk: Buffer) => {
          length += chunk.length;
        });
        res.on('end', () => {
          count += 1;
          bytes = length;
          if (res.statusCode !== 200) failed += 1;
          done();
        });
      })
        .on('error', fail)
        .end();
    });
  const start = performance.now();
  const client = async () => {
    while (performance.now() - start < milliseconds) await read();
  };
  await Promise.all(Array.from({ length: connections }, client));
  const perSecond = count / ((performance.now() - start) / 1000);
  agent.destroy();
  return { perSecond, failed, bytes };
});
