import { createCleanup } from '#server/process/cleanup.ts';
import type { openDatabase } from '#server/process/database.ts';

export const say = (line: string) => console.log(line);

/**
 * Runs a command of an operator. What goes wrong is said without a stack, with exit code 1; what was opened is closed. `run`
 * gets what opening the database asks for.
 */
export async function runCommand(
  run: (parts: Parameters<typeof openDatabase>[1]) => Promise<void>,
): Promise<void> {
  const cleanup = createCleanup((error) => console.error('Stopping:', error));
  const died = (error: Error) => console.error(`The database stopped by itself: ${error.message}`);
  try {
    await run({ cleanup, say, died });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    await cleanup.run();
  }
}
