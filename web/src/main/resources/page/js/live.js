/** @typedef {import('./types.js').Snapshot} Snapshot */
/** @typedef {import('./state/alerts.js').AlertBook} AlertBook */
/** @typedef {import('./state/readings.js').Readings} Readings */
/** @typedef {import('./state/link.js').Link} Link */
/** @typedef {import('./state/horn.js').Horn} Horn */
import { toMillis } from './state/time.js';

/** First and longest pause before the stream is opened again, milliseconds. */
const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 8000;

/** Beats of an unbroken stream after which the next trouble is a new one. */
const STEADY_BEATS = 10;

/** A silent stream is given up and opened anew after this long, milliseconds: a pulled cable closes nothing. */
const SILENT_MS = 8000;

/** EventSource.CLOSED, spelt out because tests have no EventSource. */
const CLOSED = 2;

/**
 * The live stream: opens it, feeds the stores, proves completeness, opens it again. One instance lives as long as a
 * sign-in.
 */
export class Live {
  #to;
  #open;
  #now;
  #signedIn;
  /** @type {EventSource|null} */
  #source = null;
  #retryMs = RETRY_FIRST_MS;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  #behind = 0;
  #fresh = false;
  #steady = 0;
  #connectedAt = -Infinity;

  /**
   * @param {object} to what is fed
   * @param {AlertBook} to.alerts
   * @param {Readings} to.readings
   * @param {Link} to.link
   * @param {Horn} to.horn
   * @param {(snapshot: Snapshot) => void} to.snapshot told of each whole picture
   * @param {(received: number) => void} to.painting told of readings on their way to the screen
   * @param {object} by the world outside
   * @param {() => EventSource} by.open
   * @param {() => number} by.now
   * @param {() => Promise<boolean>} by.signedIn whether the session still stands; rejects when the server is not there
   */
  constructor(to, by) {
    this.#to = to;
    this.#open = by.open;
    this.#now = by.now;
    this.#signedIn = by.signedIn;
  }

  start() {
    this.#to.link.connecting(this.#now());
    this.#connect();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  /** Looks at the time; called often. */
  check() {
    const now = this.#now();
    this.#to.link.check(now);
    if (this.#source && this.#to.link.state === 'stale' && now - this.#connectedAt > SILENT_MS) {
      this.#connect();
    }
  }

  #connect() {
    this.stop();
    this.#fresh = true;
    this.#steady = 0;
    this.#connectedAt = this.#now();
    const source = this.#open();
    this.#source = source;
    const on = (/** @type {string} */ name, /** @type {(data: any) => void} */ take) =>
      source.addEventListener(name, (event) => {
        if (source === this.#source) {
          take(JSON.parse(/** @type {MessageEvent} */ (event).data || '{}'));
        }
      });
    on('snapshot', (data) => this.#snapshot(data));
    on('alert', (data) => this.#alert(data));
    on('reading', (data) => this.#reading(data));
    on('sensor', (data) => this.#to.readings.trust(data.sensors ?? []));
    on('beat', (data) => this.#beat(data));
    on('gap', () => this.#resync());
    source.onerror = () => source === this.#source && source.readyState === CLOSED && this.#lost();
  }

  /** @param {Snapshot} snapshot */
  #snapshot(snapshot) {
    this.#fresh = false;
    this.#behind = 0;
    this.#to.horn.hear(this.#to.alerts.restart(snapshot.position, snapshot.alerts));
    this.#to.readings.restart(snapshot.readings ?? [], snapshot.sensors ?? []);
    this.#to.link.snapshot(toMillis(snapshot.at), this.#now());
    this.#to.horn.linkLive();
    this.#to.snapshot(snapshot);
  }

  /** @param {import('./types.js').AlertEvent} event */
  #alert(event) {
    const { outcome, heard } = this.#to.alerts.apply(event);
    if (outcome === 'gap') {
      this.#resync();
    } else if (heard) {
      this.#to.horn.hear([event.alert]);
    }
  }

  /** @param {{readings: import('./types.js').LiveReading[]}} data */
  #reading(data) {
    this.#to.readings.apply(data.readings);
    this.#to.painting(oldestReceived(data.readings));
  }

  /**
   * A beat that knows more than this page, twice, means that an event was lost on the way.
   *
   * @param {import('./types.js').Beat} beat
   */
  #beat(beat) {
    const { alerts, link } = this.#to;
    link.beat(beat, this.#now());
    if (link.state === 'stale' && !this.#fresh) {
      this.#resync();
      return;
    }
    const ahead = beat.position !== undefined && alerts.position !== null && beat.position > alerts.position;
    this.#behind = ahead ? this.#behind + 1 : 0;
    if (this.#behind >= 2) {
      this.#resync();
    } else if (++this.#steady >= STEADY_BEATS) {
      this.#retryMs = RETRY_FIRST_MS;
    }
  }

  /** Starts over with a whole picture; a server that keeps giving incomplete ones is asked ever more slowly. */
  #resync() {
    this.#behind = 0;
    this.#to.link.gap();
    this.stop();
    this.#later(() => this.#connect());
  }

  async #lost() {
    this.stop();
    const signedIn = await this.#signedIn().catch(() => true);
    if (signedIn) {
      this.#later(() => this.#connect());
    } else {
      this.#to.link.signedOut();
    }
  }

  /** @param {() => void} action */
  #later(action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, this.#retryMs * (0.75 + Math.random() / 2));
    this.#retryMs = Math.min(RETRY_LONGEST_MS, this.#retryMs * 2);
  }
}

/** @param {import('./types.js').LiveReading[]} readings */
function oldestReceived(readings) {
  return Math.min(...readings.map((reading) => toMillis(reading.received ?? reading.t)));
}
