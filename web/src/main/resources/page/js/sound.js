/** The loudspeaker: turns what the horn decides into tones. Browsers open it only after the user's first touch. */

/**
 * Tones of each sound: frequency in hertz, start and length in seconds. Urgency is in the number of pulses, so that it
 * is heard without comparing pitches; the lost link falls, like nothing else does.
 *
 * @type {Record<string, [number, number, number][]>}
 */
const PATTERNS = {
  0: [
    [880, 0, 0.14],
    [660, 0.16, 0.14],
    [880, 0.32, 0.14],
    [660, 0.48, 0.14],
    [880, 0.64, 0.2],
  ],
  1: [
    [740, 0, 0.16],
    [740, 0.24, 0.16],
    [740, 0.48, 0.16],
  ],
  2: [
    [587, 0, 0.18],
    [587, 0.28, 0.18],
  ],
  3: [[494, 0, 0.2]],
  stale: [
    [520, 0, 0.3],
    [390, 0.32, 0.3],
    [260, 0.64, 0.5],
  ],
};

const LOUDNESS = 0.22;

export class Siren {
  /** @type {AudioContext|null} */
  #context = null;
  /** @type {GainNode|null} */
  #volume = null;

  /** Whether a sound would be heard. */
  get unlocked() {
    return this.#context?.state === 'running';
  }

  /** Call from a user's gesture. */
  unlock() {
    if (typeof AudioContext === 'undefined') {
      return;
    }
    this.#context ??= new AudioContext();
    if (this.#context.state === 'suspended') {
      this.#context.resume();
    }
  }

  /** @param {'stale'|0|1|2|3} sound */
  play(sound) {
    if (!this.unlocked || !this.#context) {
      return;
    }
    this.stop();
    const context = this.#context;
    const volume = context.createGain();
    volume.gain.value = LOUDNESS;
    volume.connect(context.destination);
    this.#volume = volume;
    for (const [frequency, start, length] of PATTERNS[sound]) {
      const tone = context.createOscillator();
      tone.type = 'square';
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start(context.currentTime + start);
      tone.stop(context.currentTime + start + length);
    }
  }

  /** At once. */
  stop() {
    this.#volume?.disconnect();
    this.#volume = null;
  }
}
