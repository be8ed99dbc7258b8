// What somebody chose for this browser. Storage may be refused; then a choice holds for the page.

const soundKey = 'doorstart-chat-geluid';
let chosen = false;

/** Nothing makes a sound before somebody chose that. */
export function isSoundOn(): boolean {
  try {
    return localStorage.getItem(soundKey) === 'aan';
  } catch {
    return chosen;
  }
}

export function keepSound(on: boolean): void {
  chosen = on;
  try {
    localStorage.setItem(soundKey, on ? 'aan' : 'uit');
  } catch {
    // See above.
  }
}
