/** @typedef {import('../types.js').Sensor} Sensor */
/** @typedef {import('../types.js').Zone} Zone */
/** @typedef {import('../types.js').Site} Site */
import { Watched } from './watched.js';

/** The plan as the screens need it: by name. What did not load stays as it was. */
export class PlanView extends Watched {
  /** @type {Site[]} */
  sites = [];
  /** @type {Zone[]} */
  zones = [];
  /** @type {Sensor[]} */
  sensors = [];
  /** @type {any[]} */
  workplaces = [];
  /** @type {Map<string, Zone>} */
  #zonesByName = new Map();
  /** @type {Map<string, Sensor>} */
  #sensorsById = new Map();
  /** @type {Map<string, import('../types.js').Limit[]>} */
  #limits = new Map();

  /**
   * @param {Site[]} [sites]
   * @param {Zone[]} [zones]
   * @param {Sensor[]} [sensors]
   * @param {any[]} [workplaces]
   */
  load(sites, zones, sensors, workplaces) {
    this.sites = sites ?? this.sites;
    this.zones = zones ?? this.zones;
    this.sensors = sensors ?? this.sensors;
    this.workplaces = workplaces ?? this.workplaces;
    this.#zonesByName = new Map(this.zones.map((zone) => [`${zone.site}/${zone.id}`, zone]));
    this.#sensorsById = new Map(this.sensors.map((sensor) => [sensor.id, sensor]));
    this.changed();
  }

  /** @param {string} site @param {string} id */
  zone(site, id) {
    return this.#zonesByName.get(`${site}/${id}`);
  }

  /** @param {string|null|undefined} id */
  sensor(id) {
    return id ? this.#sensorsById.get(id) : undefined;
  }

  /** The limits of a sensor, where they are known. @param {string} id */
  limits(id) {
    return this.#limits.get(id) ?? this.sensor(id)?.limits;
  }

  /** @param {string} id @param {import('../types.js').Limit[]} limits */
  learn(id, limits) {
    this.#limits.set(id, limits);
    this.changed();
  }

  /** @param {string} [site] the first one where none is named */
  timeZone(site) {
    const found = this.sites.find((candidate) => candidate.id === site) ?? this.sites[0];
    return found?.timeZone ?? 'Asia/Almaty';
  }

  /**
   * The zones the air of a zone reaches, nearest first, without itself.
   *
   * @param {string} site
   * @param {string} id
   * @returns {string[]}
   */
  downwind(site, id) {
    const reached = new Set([id]);
    for (const name of reached) {
      (this.zone(site, name)?.airflowTo ?? []).forEach((next) => reached.add(next));
    }
    reached.delete(id);
    return [...reached];
  }
}
