/** @typedef {import('../types.js').Alert} Alert */
/** @typedef {import('../types.js').Limit} Limit */
/** @typedef {import('../state/series.js').Point} Point */
import { minuteOfDay, timeOfDay } from '../format.js';
import { urgency } from '../state/alerts.js';
import { verticalRange, withHoles } from '../state/series.js';
import { toMillis } from '../state/time.js';

/** The colours of the priorities, as in css/base.css. */
const COLOURS = ['#e0393e', '#ff8f1f', '#f2d21b', '#38c6dc'];
const QUIET = '#7d8790';
const INK = '#c9d3da';
const GRID = '#262c31';

/** Two limits nearer than this part of the axis would cover each other's names. */
const CLOSE = 0.1;

/** A canvas knows no `inherit`. */
const FONT = 'Inter, "Segoe UI", "Noto Sans", Roboto, "DejaVu Sans", sans-serif';

/**
 * What is drawn.
 *
 * @typedef {object} Picture
 * @property {Point[]} points oldest first
 * @property {Limit[]} limits
 * @property {Alert} [alert]
 * @property {(limit: Limit) => boolean} isOwn the limit this alert broke
 * @property {number} from
 * @property {number} to
 * @property {string} zone time zone
 * @property {'en'|'ru'|'kk'} lang
 * @property {(limit: Limit) => string} name
 * @property {(value: number) => string} value
 * @property {number} rem pixels
 */

/**
 * The options of ECharts for a trend: a quiet line, holes where nothing was measured, limits drawn in with their names,
 * the time of the alert shaded.
 *
 * @param {Picture} picture
 */
export function chartOptions(picture) {
  const { points, limits, rem, zone } = picture;
  const size = Math.round(rem * 0.88);
  const first = limits
    .filter((limit) => picture.isOwn(limit))
    .concat(limits)
    .map((limit) => limit.value);
  const range = verticalRange(points, first);
  const text = { color: '#9aa4ac', fontSize: size };
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: FONT },
    grid: { left: rem * 3.4, right: rem * 1.2, top: rem * 1.2, bottom: rem * 1.9 },
    xAxis: {
      type: 'time',
      min: picture.from,
      max: picture.to,
      splitNumber: 5,
      axisLabel: { ...text, hideOverlap: true, formatter: (/** @type {number} */ at) => minuteOfDay(at, zone) },
      axisLine: { lineStyle: { color: QUIET } },
      splitLine: { show: true, lineStyle: { color: GRID } },
    },
    yAxis: {
      type: 'value',
      min: range.min,
      max: range.max,
      splitNumber: 4,
      axisLabel: {
        ...text,
        showMaxLabel: false,
        formatter: (/** @type {number} */ value) => shorter(value, picture.lang),
      },
      splitLine: { lineStyle: { color: GRID } },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: '#0b0d0f',
      borderColor: QUIET,
      textStyle: { color: INK, fontSize: size },
      formatter: (/** @type {any[]} */ items) => tip(items, picture),
    },
    series: [...band(points), line(picture, range)],
  };
}

/** @param {Picture} picture @param {{min: number, max: number}} range */
function line(picture, range) {
  const inside = picture.limits.filter((limit) => limit.value >= range.min && limit.value <= range.max);
  return {
    id: 'value',
    type: 'line',
    showSymbol: false,
    connectNulls: false,
    z: 3,
    lineStyle: { color: INK, width: 2 },
    itemStyle: { color: INK },
    data: withHoles(picture.points).map((point) => [point.t, point.v]),
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: [
        ...inside.map((limit, index) => limitLine(limit, under(inside, index, range), picture)),
        ...raisedLine(picture),
      ],
    },
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: 'rgba(224, 57, 62, 0.10)' },
      data: alertArea(picture),
    },
  };
}

/**
 * Whether the name of a limit must stand under its line, because the next limit is close above.
 *
 * @param {Limit[]} limits lowest first
 * @param {number} index
 * @param {{min: number, max: number}} range
 */
function under(limits, index, range) {
  const above = limits[index + 1];
  return !!above && (above.value - limits[index].value) / (range.max - range.min) < CLOSE;
}

/**
 * A limit with its name inside the chart, where nothing cuts it off.
 *
 * @param {Limit} limit
 * @param {boolean} below
 * @param {Picture} picture
 */
function limitLine(limit, below, picture) {
  const own = picture.isOwn(limit);
  const colour = own ? COLOURS[urgency({ priority: limit.priority ?? picture.alert?.priority ?? 'high' })] : QUIET;
  return {
    yAxis: limit.value,
    lineStyle: { color: colour, type: own ? 'solid' : 'dashed', width: own ? 2 : 1 },
    label: {
      position: below ? 'insideStartBottom' : 'insideStartTop',
      distance: [6, 2],
      color: own ? '#f4f6f8' : '#a9b3bb',
      fontSize: Math.round(picture.rem * 0.85),
      backgroundColor: 'rgba(16, 19, 21, 0.75)',
      padding: [1, 4],
      formatter: `${picture.value(limit.value)}  ${picture.name(limit)}`,
    },
  };
}

/** @param {Picture} picture */
function raisedLine({ alert, from }) {
  const at = alert ? toMillis(alert.measuredAt ?? alert.raisedAt) : NaN;
  return at >= from && alert
    ? [{ xAxis: at, lineStyle: { color: COLOURS[urgency(alert)], type: 'solid', width: 1 }, label: { show: false } }]
    : [];
}

/** From raising to return, or to now. @param {Picture} picture */
function alertArea({ alert, from, to }) {
  if (!alert) {
    return [];
  }
  const raised = Math.max(from, toMillis(alert.measuredAt ?? alert.raisedAt));
  const returned = toMillis(alert.returnedAt);
  const end = Number.isNaN(returned) ? to : returned;
  return end > raised ? [[{ xAxis: raised }, { xAxis: end }]] : [];
}

/** The least and the greatest of each step: an excursion is never averaged away. @param {Point[]} points */
function band(points) {
  if (!points.some((point) => point.min !== undefined && point.max !== undefined)) {
    return [];
  }
  const whole = withHoles(points);
  const edge = {
    type: 'line',
    showSymbol: false,
    stack: 'band',
    stackStrategy: 'all',
    lineStyle: { opacity: 0 },
    silent: true,
  };
  return [
    { ...edge, id: 'least', data: whole.map((point) => [point.t, point.v === null ? null : (point.min ?? point.v)]) },
    {
      ...edge,
      id: 'most',
      areaStyle: { color: 'rgba(201, 211, 218, 0.22)' },
      data: whole.map((point) => [point.t, point.v === null ? null : (point.max ?? point.v) - (point.min ?? point.v)]),
    },
  ];
}

/** @param {any[]} items @param {Picture} picture */
function tip(items, picture) {
  const item = items.find((each) => each.seriesId === 'value');
  return item && typeof item.value[1] === 'number'
    ? `${timeOfDay(item.value[0], picture.zone)}   ${picture.value(item.value[1])}`
    : '';
}

/** @param {number} value @param {'en'|'ru'|'kk'} lang */
function shorter(value, lang) {
  const text = Math.abs(value) >= 1e5 ? value.toExponential(0) : String(Number(value.toPrecision(4)));
  return lang === 'en' ? text : text.replace('.', ',');
}
