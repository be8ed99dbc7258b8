const restMs = 300;
const spreadMs = 700;

/**
 * Calls of the result are gathered: the work is done once for all of them, never twice at a time, with at least
 * 0.3 s between. Each time waits a little by chance, so that a thousand pages do not ask at the same moment.
 */
export function makeGathered(work: () => Promise<void>): () => void {
  let planned = false;
  let working = false;
  const plan = () => {
    planned = true;
    if (!working) setTimeout(run, restMs + Math.random() * spreadMs);
  };
  const run = async () => {
    planned = false;
    working = true;
    await work();
    working = false;
    if (planned) plan();
  };
  return () => {
    if (!planned) plan();
  };
}
