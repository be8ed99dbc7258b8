/** Hertz, one after the other. */
const notes = { waiting: [660, 880], message: [740], answer: [660, 880] } as const;
const noteSeconds = 0.18;

/**
 * Sounds made on the spot, so that there is nothing to fetch. A browser lets a page make a sound only after somebody
 * pressed something on it: until then it waits for that, and stays silent. `ready` hears that it can be heard.
 */
export function makeBell(ready: () => void = () => {}) {
  let audio: AudioContext | undefined;
  const open = () => {
    const context = new AudioContext();
    context.addEventListener('statechange', () => context.state === 'running' && ready());
    return context;
  };
  return {
    /** Call it at the start, and when somebody presses something; it is done once it can be heard. */
    async wake(): Promise<void> {
      audio ??= open();
      await audio.resume();
    },
    ring(what: keyof typeof notes) {
      if (audio?.state !== 'running') return;
      for (const [index, pitch] of notes[what].entries())
        play(audio, pitch, audio.currentTime + index * noteSeconds);
    },
  };
}

function play(audio: AudioContext, pitch: number, at: number) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + noteSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + noteSeconds);
}
