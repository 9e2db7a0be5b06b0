/** @typedef {import('../types.js').Alert} Alert */
/** @typedef {import('../types.js').LiveReading} LiveReading */
import { deviceOf, isMeasured, number, quantityOf, STATE_WORDS, unit } from '../format.js';
import { plan, quantityName, say, t, view } from '../room.js';

/** What people call a zone. @param {string} site @param {string} zone */
export function zoneName(site, zone) {
  if (zone === '_site') {
    return say(plan.sites.find((each) => each.id === site)?.label, site);
  }
  return say(plan.zone(site, zone)?.label, zone);
}

/** Where an alert is. @param {Alert} alert */
export function placeOf(alert) {
  const name = zoneName(alert.site, alert.zone);
  return plan.sites.length > 1
    ? `${say(plan.sites.find((each) => each.id === alert.site)?.label, alert.site)} · ${name}`
    : name;
}

/** `GA-07 methane CH₄`. @param {string} sensor */
export const sensorName = (sensor) => `${deviceOf(sensor)} ${quantityName(sensor)}`;

/** Whether it has a limit worth showing: that of a state is only its middle. @param {Alert} alert */
export const hasLimit = (alert) => typeof alert.limit === 'number' && !STATE_WORDS[quantityOf(alert.sensor)];

/**
 * A value with its unit, or the word of a state.
 *
 * @param {number|null|undefined} value
 * @param {string|null|undefined} ucum
 * @param {string|null|undefined} sensor
 */
export function valueWithUnit(value, ucum, sensor) {
  const states = STATE_WORDS[quantityOf(sensor)];
  if (states && typeof value === 'number') {
    return t(states[value >= 0.5 ? 1 : 0]);
  }
  const text = number(value, view.lang);
  return text === '–' ? text : `${text} ${unit(ucum, view.lang)}`.trim();
}

/**
 * A live reading as shown: its value, or the reason why there is none.
 *
 * @param {LiveReading|undefined} reading
 * @param {string|undefined} ucum
 */
export function readingText(reading, ucum) {
  if (!reading) {
    return t('neverSeen');
  }
  return isMeasured(reading)
    ? valueWithUnit(reading.v, reading.unit ?? ucum, reading.sensor)
    : t('trust.' + (reading.quality ?? 'fault'));
}
