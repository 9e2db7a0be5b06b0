/** @typedef {import('../types.js').Beat} Beat */
import { toMillis } from './time.js';
import { Watched } from './watched.js';

/** The server beats once a second; after this long without one the page is not live (three beats missed). */
export const STALE_AFTER_MS = 3500;

/** Beats the server's time is estimated from. */
const BEATS_KEPT = 60;

/** The freshness shown is the worst of this long. */
const LATENCY_WINDOW_MS = 10_000;

/**
 * The server's time as seen from here. The fastest of the last beats is taken to have needed no time on the way, so what
 * is measured with it is what the slower ones needed more.
 */
export class ServerClock {
  /** @type {number[]} */
  #differences = [];

  /**
   * @param {number} at the beat's time, server
   * @param {number} now its arrival, here
   */
  beat(at, now) {
    this.#differences.push(now - at);
    if (this.#differences.length > BEATS_KEPT) {
      this.#differences.shift();
    }
  }

  /** @param {number} now here @returns {number} now at the server */
  at(now) {
    return this.#differences.length ? now - Math.min(...this.#differences) : now;
  }
}

/**
 * Whether what the screen shows is live, and how old it is.
 *
 * ```
 *  connecting ──snapshot──► live ──3 beats missed──► stale ──snapshot──► live
 *                            │ ▲                       │
 *                     gap    ▼ │ snapshot              │
 *                          resync ──────────3 s────────┘
 *  any ──401──► signed-out
 * ```
 */
export class Link extends Watched {
  /** @type {'connecting'|'live'|'resync'|'stale'|'signed-out'} */
  state = 'connecting';
  /** Last sign of life in server time, epoch milliseconds; NaN before the first. */
  liveUntil = NaN;
  /** What the server measured from a reading's receipt to its sending, milliseconds. */
  serverLatencyMs = NaN;
  clock = new ServerClock();
  /** Times the page had to start over because an event was missing. */
  resyncs = 0;
  #lastBeat;
  /** @type {{at: number, ms: number}[]} */
  #latencies = [];

  /** @param {number} now epoch milliseconds, here */
  constructor(now) {
    super();
    this.#lastBeat = now;
  }

  /** The stream gave a whole picture. @param {number} at @param {number} now */
  snapshot(at, now) {
    this.#lastBeat = now;
    this.liveUntil = at;
    this.#move('live');
  }

  /** @param {Beat} beat @param {number} now */
  beat(beat, now) {
    const at = toMillis(beat.at);
    this.clock.beat(at, now);
    this.#lastBeat = now;
    this.liveUntil = at;
    this.serverLatencyMs = beat.latencyMs ?? NaN;
    this.changed();
  }

  /** An event is missing; a fresh picture was asked for. */
  gap() {
    this.resyncs++;
    this.#move('resync');
  }

  /** The server no longer knows who we are. */
  signedOut() {
    this.#move('signed-out');
  }

  /** Begins to listen, for the first time or after a sign-in. @param {number} now */
  connecting(now) {
    this.#lastBeat = now;
    this.#latencies = [];
    this.#move('connecting');
  }

  /** Looks at the time; called often. @param {number} now */
  check(now) {
    if (this.state !== 'signed-out' && now - this.#lastBeat > STALE_AFTER_MS) {
      this.#move('stale');
    }
  }

  /**
   * A reading reached the screen.
   *
   * @param {number} received when the server had it
   * @param {number} now when it was painted, here
   */
  painted(received, now) {
    const ms = Math.max(0, this.clock.at(now) - received);
    this.#latencies.push({ at: now, ms });
    this.#latencies = this.#latencies.filter((latency) => now - latency.at <= LATENCY_WINDOW_MS);
  }

  /** The longest way from a reading's receipt to this screen in the last ten seconds; NaN when nothing came. */
  freshnessMs() {
    return this.#latencies.length ? Math.max(...this.#latencies.map((latency) => latency.ms)) : NaN;
  }

  /** @param {Link['state']} state */
  #move(state) {
    if (this.state !== state) {
      this.state = state;
      this.changed();
    }
  }
}
