/** What a bench started, stopped in the opposite order; also when the bench itself is told to stop. */
export function createCleanup(): AsyncDisposableStack {
  const cleanup = new AsyncDisposableStack();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await cleanup.disposeAsync();
      process.exit(1);
    });
  }
  return cleanup;
}
