// What somebody chose for this browser. Storage may be refused; then a choice holds for the page.

const soundKey = 'doorstart-chat-geluid';
let chosen = true;

/** Whoever is there for a jongere hears that one waits, until they turn that off. */
export function isSoundOn(): boolean {
  try {
    return localStorage.getItem(soundKey) !== 'uit';
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
