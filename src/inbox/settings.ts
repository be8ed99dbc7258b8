// What somebody chose for this browser. Storage may be refused; then a choice holds for the page.

const soundKey = 'doorstart-chat-geluid';

export function isSoundOn(): boolean {
  try {
    return localStorage.getItem(soundKey) !== 'uit';
  } catch {
    return true;
  }
}

export function keepSound(on: boolean): void {
  try {
    localStorage.setItem(soundKey, on ? 'aan' : 'uit');
  } catch {
    // See above.
  }
}
