/** @typedef {import('../types.js').Alert} Alert */
/** @typedef {import('../types.js').AlertEvent} AlertEvent */
/** @typedef {import('../types.js').Priority} Priority */
import { toMillis } from './time.js';
import { Watched } from './watched.js';

/** Most urgent first; the place in the list plus one is the number shown in the mark. */
export const PRIORITIES = /** @type {const} */ (['critical', 'high', 'medium', 'low']);

/** How long an ended alert stays in its fold, so that it does not vanish under the operator's eyes. */
export const ENDED_KEPT_MS = 30 * 60_000;

/** The most ended alerts kept. */
export const ENDED_KEPT = 200;

const UNACKNOWLEDGED = new Set(['unacknowledged', 'returned-unacknowledged', 'latched-unacknowledged']);
const SET_ASIDE = new Set(['shelved', 'suppressed', 'out-of-service', 'normal']);

/** @param {Alert} alert */
export const awaitsAnswer = (alert) => UNACKNOWLEDGED.has(alert.state);

/** Its condition is there now, and nobody set it aside. @param {Alert} alert */
export const isActive = (alert) => !SET_ASIDE.has(alert.state) && !alert.returnedAt;

/** Ends only by a declaration. @param {Alert} alert */
export const isLocked = (alert) => alert.locked ?? (alert.hold === 'locked' && !alert.releasedAt);

/** @param {Alert} alert */
export const isOpen = (alert) => alert.state !== 'normal';

/** @param {Alert|{priority: Priority}} alert 0 is the most urgent */
export const urgency = (alert) => Math.max(0, PRIORITIES.indexOf(alert.priority));

/** The part of the list an alert belongs to. @param {Alert} alert */
export function groupOf(alert) {
  if (awaitsAnswer(alert)) {
    return 'unacknowledged';
  }
  return SET_ASIDE.has(alert.state) ? alert.state : 'acknowledged';
}

/** Order of the groups; those after `acknowledged` are folded under a counted line. */
export const GROUPS = ['unacknowledged', 'acknowledged', 'shelved', 'out-of-service', 'suppressed', 'normal'];
export const FOLDED = new Set(['shelved', 'out-of-service', 'suppressed', 'normal']);

/**
 * Unacknowledged first, then by priority, then the newest.
 *
 * @param {Alert} a
 * @param {Alert} b
 */
export function inListOrder(a, b) {
  return (
    GROUPS.indexOf(groupOf(a)) - GROUPS.indexOf(groupOf(b)) ||
    urgency(a) - urgency(b) ||
    toMillis(b.raisedAt) - toMillis(a.raisedAt) ||
    (a.id < b.id ? -1 : 1)
  );
}

/**
 * Whether the change from `before` to `after` must be heard: something new awaits an answer, became more urgent, or came
 * back before it was answered.
 *
 * @param {Alert|undefined} before
 * @param {Alert} after
 */
export function mustBeHeard(before, after) {
  if (!awaitsAnswer(after)) {
    return false;
  }
  return !before || !awaitsAnswer(before) || urgency(after) < urgency(before) || (isActive(after) && !isActive(before));
}

/**
 * The open alerts as the server's journal has them, with the proof that none is missing: each event names the position
 * before it, and that must be the last one seen here.
 */
export class AlertBook extends Watched {
  /** @type {Map<string, Alert>} */
  #alerts = new Map();
  /** @type {Alert[]|null} */
  #sorted = null;
  #now;
  /** Position of the last event contained here; null before the first snapshot. @type {number|null} */
  position = null;

  /** @param {() => number} now epoch milliseconds */
  constructor(now) {
    super();
    this.#now = now;
  }

  /**
   * Starts over from a complete list.
   *
   * @param {number} position
   * @param {Alert[]} alerts
   * @returns {Alert[]} those that must be heard
   */
  restart(position, alerts) {
    const before = this.#alerts;
    const heard = alerts.filter((alert) => mustBeHeard(before.get(alert.id), alert));
    this.#alerts = new Map(alerts.map((alert) => [alert.id, alert]));
    this.position = position;
    this.#touched();
    return heard;
  }

  /**
   * Applies one event of the stream.
   *
   * @param {AlertEvent} event
   * @returns {{outcome: 'applied'|'known'|'gap', heard: boolean}} `gap` means that this list is incomplete from now on
   */
  apply(event) {
    if (this.position === null || event.position <= this.position) {
      return { outcome: 'known', heard: false };
    }
    if (event.previous !== this.position) {
      return { outcome: 'gap', heard: false };
    }
    this.position = event.position;
    const heard = mustBeHeard(this.#alerts.get(event.alert.id), event.alert);
    this.#put(event.alert);
    return { outcome: 'applied', heard };
  }

  /**
   * Takes the answer to our own request, unless the stream was faster.
   *
   * @param {Alert} alert
   */
  answer(alert) {
    const known = this.#alerts.get(alert.id);
    if (!known || known.journal <= alert.journal) {
      this.#put(alert);
    }
  }

  /** @param {string} id */
  get(id) {
    return this.#alerts.get(id);
  }

  /** All known alerts in list order. @returns {Alert[]} */
  all() {
    this.#sorted ??= [...this.#alerts.values()].sort(inListOrder);
    return this.#sorted;
  }

  /** Counts for the strip: by urgency, and what is set aside. */
  counts() {
    const unacknowledged = [0, 0, 0, 0];
    const active = [0, 0, 0, 0];
    const aside = { shelved: 0, suppressed: 0, 'out-of-service': 0 };
    for (const alert of this.#alerts.values()) {
      unacknowledged[urgency(alert)] += awaitsAnswer(alert) ? 1 : 0;
      active[urgency(alert)] += isActive(alert) ? 1 : 0;
      if (alert.state in aside) {
        aside[/** @type {keyof typeof aside} */ (alert.state)]++;
      }
    }
    return { unacknowledged, active, aside };
  }

  /** @param {Alert} alert */
  #put(alert) {
    this.#alerts.set(alert.id, alert);
    if (!isOpen(alert)) {
      this.#dropEnded();
    }
    this.#touched();
  }

  #dropEnded() {
    const ended = [...this.#alerts.values()].filter((alert) => !isOpen(alert));
    const oldest = this.#now() - ENDED_KEPT_MS;
    ended.sort((a, b) => endedAt(b) - endedAt(a));
    ended.forEach((alert, index) => {
      if (index >= ENDED_KEPT || endedAt(alert) < oldest) {
        this.#alerts.delete(alert.id);
      }
    });
  }

  #touched() {
    this.#sorted = null;
    this.changed();
  }
}

/** @param {Alert} alert */
function endedAt(alert) {
  const times = [alert.returnedAt, alert.acknowledged?.at, alert.raisedAt].map(toMillis);
  return Math.max(...times.filter((time) => !Number.isNaN(time)));
}
