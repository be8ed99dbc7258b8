/** What came of a question: rows as HTML, or why there are none. */
export type Answer = { html: string } | 'offline' | 'failed' | 'signed-out';

/**
 * Asks the server for the rows of a text, or of what was looked at last. What is searched for is sent as a form, as it must
 * stand in no address. Undefined when it was given up for a newer question.
 */
export async function askRows(
  address: string,
  fields: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  try {
    const response = await fetch(address, { method: 'POST', body: new URLSearchParams(fields), signal });
    // Whoever is signed out is led to the door.
    if (response.redirected) return 'signed-out';
    return response.ok ? { html: await response.text() } : 'failed';
  } catch {
    return signal.aborted ? undefined : 'offline';
  }
}
