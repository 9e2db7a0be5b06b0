/** Times, values and units as a control room reads them. Nothing here knows the page. */
import { isMeasured } from './state/readings.js';

/** @typedef {'en'|'ru'|'kk'} Lang */

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/** @param {string} zone @param {'time'|'minute'|'date'} what */
function clock(zone, what) {
  const key = what + zone;
  let format = clocks.get(key);
  if (!format) {
    const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    const parts = {
      time: { ...time, second: '2-digit' },
      minute: time,
      date: { day: '2-digit', month: '2-digit', year: 'numeric' },
    };
    format = new Intl.DateTimeFormat('en-GB', /** @type {any} */ ({ ...parts[what], timeZone: zone }));
    clocks.set(key, format);
  }
  return format;
}

/** `03:12:08` in mine time; a dash where there is no time. @param {number} ms @param {string} zone */
export const timeOfDay = (ms, zone) => (Number.isFinite(ms) ? clock(zone, 'time').format(ms) : '–');

/** `03:12`. @param {number} ms @param {string} zone */
export const minuteOfDay = (ms, zone) => (Number.isFinite(ms) ? clock(zone, 'minute').format(ms) : '–');

/** `21.11.2026`. @param {number} ms @param {string} zone */
export const day = (ms, zone) => (Number.isFinite(ms) ? clock(zone, 'date').format(ms).replaceAll('/', '.') : '–');

/** The time, with its day where that is not today's. @param {number} ms @param {string} zone @param {number} now */
export const moment = (ms, zone, now) => `${otherDay(ms, zone, now)} ${timeOfDay(ms, zone)}`.trim();

/** `21.11` where it is not today, else nothing. @param {number} ms @param {string} zone @param {number} now */
export function otherDay(ms, zone, now) {
  return !Number.isFinite(ms) || day(ms, zone) === day(now, zone) ? '' : day(ms, zone).slice(0, 5);
}

const AGE_UNITS = {
  en: ['s', 'min', 'h', 'd'],
  ru: ['с', 'мин', 'ч', 'д'],
  kk: ['с', 'мин', 'сағ', 'күн'],
};

/** `12 s`, `4 min`, `2 h 05`. @param {number} ms @param {Lang} lang */
export function age(ms, lang) {
  const [s, min, h, d] = AGE_UNITS[lang];
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (!Number.isFinite(ms)) {
    return '–';
  }
  if (seconds < 60) {
    return `${seconds} ${s}`;
  }
  if (minutes < 60) {
    return `${minutes} ${min}`;
  }
  return hours < 48 ? `${hours} ${h} ${String(minutes % 60).padStart(2, '0')}` : `${Math.floor(hours / 24)} ${d}`;
}

/** @type {Record<string, [string, string, string]>} UCUM → en, ru, kk */
const UNITS = {
  '%': ['%', '%', '%'],
  '[ppm]': ['ppm', 'ppm', 'ppm'],
  1: ['', '', ''],
  Cel: ['°C', '°C', '°C'],
  'dB[SPL]': ['dBA', 'дБА', 'дБА'],
  'm/s': ['m/s', 'м/с', 'м/с'],
  'm/s2': ['m/s²', 'м/с²', 'м/с²'],
  'mm/s': ['mm/s', 'мм/с', 'мм/с'],
  'mg/m3': ['mg/m³', 'мг/м³', 'мг/м³'],
  'm3/min': ['m³/min', 'м³/мин', 'м³/мин'],
  'm3/t': ['m³/t', 'м³/т', 'м³/т'],
  hPa: ['hPa', 'гПа', 'гПа'],
  kPa: ['kPa', 'кПа', 'кПа'],
  Pa: ['Pa', 'Па', 'Па'],
  MPa: ['MPa', 'МПа', 'МПа'],
  J: ['J', 'Дж', 'Дж'],
  m: ['m', 'м', 'м'],
  mm: ['mm', 'мм', 'мм'],
  lx: ['lx', 'лк', 'лк'],
  'uSv/h': ['µSv/h', 'мкЗв/ч', 'мкЗв/сағ'],
  'Bq/m3': ['Bq/m³', 'Бк/м³', 'Бк/м³'],
  s: ['s', 'с', 'с'],
  min: ['min', 'мин', 'мин'],
  h: ['h', 'ч', 'сағ'],
};

const LANGS = ['en', 'ru', 'kk'];

/** @param {string|null|undefined} ucum @param {Lang} lang */
export function unit(ucum, lang) {
  return UNITS[ucum ?? '']?.[LANGS.indexOf(lang)] ?? ucum ?? '';
}

/** @type {Record<string, string>} */
const GAS_NAMES = {
  ch4: 'CH₄',
  co: 'CO',
  co2: 'CO₂',
  o2: 'O₂',
  h2s: 'H₂S',
  no: 'NO',
  no2: 'NO₂',
  so2: 'SO₂',
  h2: 'H₂',
  nh3: 'NH₃',
  'pipe-ch4': 'CH₄',
  'pipe-o2': 'O₂',
};

/** The chemist's name of a gas, else nothing. @param {string} quantity */
export const gasName = (quantity) => GAS_NAMES[quantity];

/** Digits after the point: enough to see the distance to a limit, few enough to read from afar. @param {number} size */
function digits(size) {
  if (size >= 100) {
    return 0;
  }
  return size >= 20 ? 1 : 2;
}

/**
 * A number: `1.62`, in Russian and Kazakh `1,62`; huge ones as `1.2·10⁵`.
 *
 * @param {number|null|undefined} value
 * @param {Lang} lang
 */
export function number(value, lang) {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  const text = size >= 1e5 ? powerOfTen(value) : plain(value, size);
  return lang === 'en' ? text : text.replace('.', ',');
}

/** @param {number} value @param {number} size */
function plain(value, size) {
  const text = value.toFixed(digits(size));
  return size >= 20 || (Number.isInteger(value) && size >= 10) ? text.replace(/\.0+$/, '') : text;
}

/** @param {number} value */
function powerOfTen(value) {
  const power = Math.floor(Math.log10(Math.abs(value)));
  const raised = [...String(power)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
  return `${(value / 10 ** power).toFixed(1)}·10${raised}`;
}

/** Quantities that are a state and no amount: the words for 0 and 1. */
export const STATE_WORDS = /** @type {Record<string, [string, string]>} */ ({
  'fan-running': ['stopped', 'running'],
  'pump-running': ['stopped', 'running'],
  'belt-running': ['stopped', 'running'],
  'power-on': ['powerOff', 'powerOn'],
  'door-open': ['doorClosed', 'doorOpen'],
  smoke: ['no', 'yes'],
});

/** The quantity of a sensor id `site/device/quantity`. @param {string|null|undefined} sensor */
export const quantityOf = (sensor) => sensor?.split('/')[2] ?? '';

/** The device of a sensor id. @param {string|null|undefined} sensor */
export const deviceOf = (sensor) => sensor?.split('/')[1] ?? '';

/** Latency as shown: `0.4 s`. @param {number} ms @param {Lang} lang */
export function seconds(ms, lang) {
  const text = Number.isFinite(ms) ? (ms / 1000).toFixed(ms < 9950 ? 1 : 0) : '–';
  return `${lang === 'en' ? text : text.replace('.', ',')} ${AGE_UNITS[lang][0]}`;
}

export { isMeasured };
