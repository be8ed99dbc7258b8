let audio: AudioContext | undefined;

/** Two soft tones, made on the spot. A browser lets it sound only after somebody touched the page. */
export function beep(): void {
  try {
    audio ??= new AudioContext();
    const { currentTime: now, destination } = audio;
    const volume = new GainNode(audio, { gain: 0 });
    volume.connect(destination);
    for (const [index, frequency] of [660, 880].entries()) {
      const at = now + index * 0.14;
      const tone = new OscillatorNode(audio, { frequency });
      tone.connect(volume);
      volume.gain.setTargetAtTime(0.12, at, 0.01);
      volume.gain.setTargetAtTime(0, at + 0.08, 0.03);
      tone.start(at);
      tone.stop(at + 0.4);
    }
    audio.resume();
  } catch {
    // A browser without sound.
  }
}
