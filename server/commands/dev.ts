import { Server } from 'node:http';
import { dev } from 'astro';
import { loadConfig } from '#server/config.ts';
import { createLog } from '#server/kernel/log.ts';
import { createListener } from '#server/listener.ts';
import { createCleanup } from '#server/process/cleanup.ts';
import { startPlatform } from '#server/process/platform.ts';
import { welcome } from '#server/process/welcome.ts';

// Astro's dev server with our own in front: pages and islands reload by Vite, and `node --watch` starts all of
// it again when server/ or db/ changes.
const config = loadConfig();
const cleanup = createCleanup((error) => console.error('Stopping:', error));
const stop = async (exitCode: number) => {
  await cleanup.run();
  process.exit(exitCode);
};
process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));

try {
  const died = (error: Error) => {
    console.error(`The database stopped by itself: ${error.message}`);
    void stop(1);
  };
  const log = createLog(config.logLevel);
  const services = await startPlatform(config, { cleanup, log, say: console.log, died, port: config.port });
  const site = await dev({
    server: { port: config.port, host: config.host },
    logLevel: 'warn',
    integrations: [
      {
        name: 'doorstart-server',
        hooks: {
          'astro:server:setup': ({ server }) => {
            const listener = createListener(services, config, { port: config.port, serveFiles: false });
            cleanup.add(listener.close);
            if (server.httpServer instanceof Server) listener.attach(server.httpServer);
            server.middlewares.use((req, res, next) =>
              listener.handle(req, res, async (locals) => {
                // Where Astro's dev server looks for what production hands to its handler.
                Object.assign(req, { [Symbol.for('astro.locals')]: locals });
                next();
              }),
            );
          },
        },
      },
    ],
  });
  cleanup.add(site.stop);
  for (const line of welcome(config, config.port)) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
