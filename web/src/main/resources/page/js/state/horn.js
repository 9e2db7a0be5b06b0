/** @typedef {import('../types.js').Alert} Alert */
import { awaitsAnswer, urgency } from './alerts.js';
import { Watched } from './watched.js';

/** How often each priority sounds again while nobody answers, milliseconds; 0 sounds once. */
export const REPEAT_MS = [2000, 4000, 0, 0];

/** In a flood the sounds of new alerts keep this distance, milliseconds. */
const APART_MS = 1000;

/** How often a lost link sounds again. */
export const STALE_REPEAT_MS = 4000;

/**
 * Decides what is to be heard, and knows nothing of loudspeakers. Silence ends the sound and acknowledges nothing: the
 * next alert that needs an answer is heard again.
 */
export class Horn extends Watched {
  /** The user's switch. */
  on = true;
  /** The alerts heard so far and silenced. */
  silenced = false;
  /** @type {number|null} urgency of an alert not yet heard */
  #pending = null;
  #lastAt = -Infinity;
  #linkSilenced = false;

  /** New things that need an answer. @param {Alert[]} alerts */
  hear(alerts) {
    for (const alert of alerts) {
      this.silenced = false;
      this.#pending = Math.min(this.#pending ?? 9, urgency(alert));
    }
    if (alerts.length) {
      this.changed();
    }
  }

  /** Ends the present sound. */
  silence() {
    this.silenced = true;
    this.#linkSilenced = true;
    this.#pending = null;
    this.changed();
  }

  toggle() {
    this.on = !this.on;
    this.changed();
  }

  /** The link is back, or lost in a new way: its next loss is heard. */
  linkLive() {
    this.#linkSilenced = false;
  }

  /**
   * What sounds at this moment; called several times a second.
   *
   * @param {number} now
   * @param {Alert[]} alerts
   * @param {boolean} stale
   * @returns {'stale'|0|1|2|3|null} the link's loss, or the urgency to sound
   */
  next(now, alerts, stale) {
    const sound = this.on ? this.#choose(now, alerts, stale) : null;
    if (sound !== null) {
      this.#lastAt = now;
    }
    this.#pending = sound === null && this.on ? this.#pending : null;
    return sound;
  }

  /**
   * @param {number} now
   * @param {Alert[]} alerts
   * @param {boolean} stale
   * @returns {'stale'|0|1|2|3|null}
   */
  #choose(now, alerts, stale) {
    const quiet = now - this.#lastAt;
    this.#linkSilenced &&= stale;
    if (stale) {
      return !this.#linkSilenced && quiet >= STALE_REPEAT_MS ? 'stale' : null;
    }
    if (this.#pending !== null) {
      return quiet >= APART_MS ? /** @type {0|1|2|3} */ (this.#pending) : null;
    }
    const worst = this.silenced ? Infinity : worstUnanswered(alerts);
    const repeat = REPEAT_MS[worst] ?? 0;
    return repeat > 0 && quiet >= repeat ? /** @type {0|1|2|3} */ (worst) : null;
  }
}

/** @param {Alert[]} alerts */
function worstUnanswered(alerts) {
  return alerts.reduce((worst, alert) => (awaitsAnswer(alert) ? Math.min(worst, urgency(alert)) : worst), Infinity);
}
