import { isDoor, staffArea } from '#server/access/areas.ts';

/** The form of the page on which an afspraak is moved, with the times that it offers. */
export interface MoveForm {
  starts: number[];
  /** Sends it for one of those times; answers where that led, or null when the session is over. */
  send(start: number, back: string): Promise<URL | null>;
}

/** Whether a page was asked for after the session ended. Then this page leads to signing in, and that back to here. */
function signsInAgain({ url }: Response): boolean {
  const isOver = isDoor(staffArea, new URL(url).pathname);
  if (isOver) location.reload();
  return isOver;
}

/**
 * Fetches the page at `path`: dragging is another way to fill in the same form. Null when the afspraak cannot be moved any more.
 * @throws TypeError without a connection.
 */
export async function fetchMoveForm(path: string): Promise<MoveForm | null> {
  const answer = await fetch(path);
  if (signsInAgain(answer)) return null;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const radios = [...page.querySelectorAll<HTMLInputElement>('input[type="radio"][name="start"]')];
  const form = radios[0]?.form;
  if (!answer.ok || !form) return null;
  return {
    starts: radios.map(({ value }) => Date.parse(value)),
    async send(start, back) {
      for (const radio of radios) radio.checked = Date.parse(radio.value) === start;
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
      body.set('back', back);
      const sent = await fetch(path, { method: 'POST', body });
      return signsInAgain(sent) ? null : new URL(sent.url);
    },
  };
}
