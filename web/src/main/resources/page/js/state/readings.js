/** @typedef {import('../types.js').LiveReading} LiveReading */
import { toMillis } from './time.js';
import { Watched } from './watched.js';

/** Qualities whose number is no measurement: they make a gap in a trend and no value on a screen. */
const NO_VALUE = new Set(['fault']);

/** Words of trust that say nothing bad. */
export const NOTHING_WRONG = new Set(['good', 'trusted', 'unknown']);

/** @param {LiveReading|undefined} reading */
export const isMeasured = (reading) =>
  !!reading && typeof reading.v === 'number' && Number.isFinite(reading.v) && !NO_VALUE.has(reading.quality ?? 'good');

/** The last reading of each sensor, and the state the server gives each sensor. */
export class Readings extends Watched {
  /** @type {Map<string, LiveReading>} */
  #latest = new Map();
  /** @type {Map<string, string>} */
  #states = new Map();
  /** @type {Set<(readings: LiveReading[]) => void>} */
  #listeners = new Set();
  /** When the last reading was received by the server, epoch milliseconds. */
  newestReceived = NaN;

  /**
   * @param {LiveReading[]} readings
   * @param {{id: string, state: string}[]} sensors
   */
  restart(readings, sensors) {
    this.#latest = new Map(readings.map((reading) => [reading.sensor, reading]));
    this.#states = new Map(sensors.map((sensor) => [sensor.id, sensor.state]));
    this.#advance(readings);
    this.changed();
  }

  /** @param {LiveReading[]} readings */
  apply(readings) {
    for (const reading of readings) {
      const known = this.#latest.get(reading.sensor);
      if (!known || toMillis(known.t) <= toMillis(reading.t)) {
        this.#latest.set(reading.sensor, reading);
      }
    }
    this.#advance(readings);
    this.#listeners.forEach((listener) => listener(readings));
    this.changed();
  }

  /** @param {string} sensor */
  latest(sensor) {
    return this.#latest.get(sensor);
  }

  /** What is wrong with a sensor, in the server's word; `good` where nothing is known to be. @param {string} sensor */
  state(sensor) {
    const state = this.#states.get(sensor) ?? 'good';
    return NOTHING_WRONG.has(state) ? 'good' : state;
  }

  /** The sensors whose state changed. @param {{id: string, state: string}[]} sensors */
  trust(sensors) {
    sensors.forEach((sensor) => this.#states.set(sensor.id, sensor.state));
    this.changed();
  }

  /**
   * Hears every batch, for a trend that grows.
   *
   * @param {(readings: LiveReading[]) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param {LiveReading[]} readings */
  #advance(readings) {
    for (const reading of readings) {
      const received = toMillis(reading.received ?? reading.t);
      if (!(received <= this.newestReceived)) {
        this.newestReceived = received;
      }
    }
  }
}
