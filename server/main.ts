import type { RequestListener } from 'node:http';
import { setSecurityHeaders } from '#server/http/headers.ts';
import { answerLastResort } from '#server/http/lastResort.ts';
import { loadPages } from '#server/http/loadPages.ts';
import { sendPage } from '#server/http/sendPage.ts';
import { splitLanguage } from '#server/kernel/languages.ts';
import { captureConsole, createLog } from '#server/kernel/log.ts';
import { createCleanup } from '#server/process/cleanup.ts';
import { createHttpServer } from '#server/process/httpServer.ts';
import { listen, stopServer } from '#server/process/listen.ts';
import { keepHeapSmall } from '#server/process/memory.ts';
import { startPlatform } from '#server/process/platform.ts';
import { welcome } from '#server/process/welcome.ts';
import { loadConfig } from './config.ts';
import { createListener } from './listener.ts';

keepHeapSmall();
const config = loadConfig();
const log = createLog(config.logLevel);
captureConsole(log);
const say = (line: string) => process.stdout.write(`${line}\n`);
const cleanup = createCleanup((err) => log.error({ err }, 'something could not be stopped'));

/** Stops everything in order and ends the process; the first reason to stop decides the exit code. */
async function stop(exitCode: number, reason?: string): Promise<void> {
  process.exitCode ??= exitCode;
  if (reason !== undefined) process.stderr.write(`${reason}\n`);
  // What is half started can only be stopped when it stands.
  await started.catch(() => {});
  await cleanup.run();
  process.exit();
}

process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));
// A bug must end the process, cleanly.
process.on('unhandledRejection', (err) => crash(err, 'unhandled rejection'));
process.on('uncaughtException', (err) => crash(err, 'uncaught exception'));

function crash(err: unknown, message: string): Promise<void> {
  log.fatal({ err }, message);
  return stop(1);
}

async function start(): Promise<void> {
  // The port first: when it is taken, nothing else needs to start.
  let answer: RequestListener = (req, res) => {
    setSecurityHeaders(res, false);
    answerLastResort(res, 503, splitLanguage(req.url ?? '/').language);
  };
  const server = createHttpServer((req, res) => answer(req, res));
  const port = await listen(server, config);
  cleanup.add(() => stopServer(server));
  const died = (error: Error) => void stop(1, `The database stopped by itself: ${error.message}`);
  const services = await startPlatform(config, { cleanup, log, say, died, port });
  const render = await loadPages();
  const listener = createListener(services, config, { port, serveFiles: true });
  cleanup.add(() => stopServer(server));
  cleanup.add(listener.close);
  answer = (req, res) =>
    listener.handle(req, res, async (locals) => sendPage(req, res, await render(req, locals), locals.lang));
  listener.attach(server);
  for (const line of welcome(config, port)) say(line);
}

const started = start();
started.catch((error: unknown) => stop(1, error instanceof Error ? error.message : String(error)));
