import { openTerminal } from './terminal.ts';

/** Somebody at a text browser: what they read, and what they do with the keyboard alone. */
export interface TextBrowser {
  shows(text: string): Promise<void>;
  /** Types into the field below a text. */
  fill(label: string, text: string): Promise<void>;
  choose(label: string): Promise<void>;
  /** Presses a button; `after` is a text above it, where its name stands elsewhere too. */
  press(button: string, after: string): Promise<void>;
  close(): void;
}

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Lynx numbers links and fields: `0`, the number and `g` go there. It waits for no reader here, and shows whole pages. */
export function openLynx(url: string, home: string): TextBrowser {
  const terminal = openTerminal(
    `lynx -nopause -partial -number_fields -accept_all_cookies -nocolor '${url}'`,
    { HOME: home },
  );
  const { text, type, until, close } = terminal;
  const lastIn = (pattern: RegExp) => [...text().matchAll(pattern)].at(-1)?.[1];
  const shows = (wanted: string) => until((now) => now.includes(wanted), wanted);
  const goTo = async (pattern: RegExp) => {
    await until(() => lastIn(pattern) !== undefined, String(pattern));
    const number = lastIn(pattern);
    type('0');
    await shows('page) number:');
    type(`${number}g\r`);
    await until((now) => !now.includes('page) number:'), 'that the number was taken');
    return number;
  };
  return {
    shows,
    close,
    async fill(label, value) {
      const number = await goTo(new RegExp(String.raw`${literally(label)}[^_]*?\[(\d+)\]_`, 'g'));
      await shows('Enter text');
      type(value);
      await shows(`[${number}]${value}`);
      // Digits go into a field as long as one has the focus.
      for (let moves = 0; moves < 5 && text().includes('Enter text'); moves += 1) {
        const before = text();
        type('\t');
        await until((now) => now !== before, 'the next field');
      }
    },
    async choose(label) {
      const number = await goTo(new RegExp(String.raw`\[(\d+)\]\([ *]\) ${literally(label)}`, 'g'));
      type('\r');
      await shows(`[${number}](*)`);
    },
    async press(button) {
      await goTo(new RegExp(String.raw`\(\[(\d+)\][^)]*\) ${literally(button)}`, 'g'));
      type('\r');
    },
  };
}

/** In w3m somebody searches from the top for a text and goes on from there: Tab to the next field, Return to use it. */
export function openW3m(url: string, home: string): TextBrowser {
  const { type, until, close } = openTerminal(`w3m -no-mouse '${url}'`, { HOME: home });
  const shows = (wanted: string) => until((now) => now.includes(wanted), wanted);
  const search = (wanted: string) => `/${wanted}\r`;
  return {
    shows,
    close,
    async fill(label, value) {
      await shows(label);
      type(`g${search(label)}\t\r`);
      await shows('TEXT:');
      type(`${value}\r`);
      await shows(`[${value}`);
    },
    async choose(label) {
      await shows(label);
      // Inside the brackets before the label: what stands there, and the second bracket.
      type(`g${search(`.. *${label}`)}\r`);
      const chosen = new RegExp(String.raw`\(\*\) *${literally(label)}`);
      await until((now) => chosen.test(now), `${label} chosen`);
    },
    async press(button, after) {
      await shows(after);
      type(`g${search(after)}${search(button)}\r`);
    },
  };
}
