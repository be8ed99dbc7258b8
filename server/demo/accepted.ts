/** What a verb did not do is a mistake in a story. */
export function accepted(result: { ok: boolean; error?: string }): void {
  if (!result.ok) throw new Error(`expected a story of the demo to be possible: ${result.error}`);
}
