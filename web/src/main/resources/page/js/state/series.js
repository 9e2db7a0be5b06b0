/** @typedef {{t: number, v: number|null, min?: number, max?: number, quality?: string}} Point */
import { toMillis } from './time.js';

/** Two points further apart than this many sample periods have a hole between them. */
const HOLE_PERIODS = 4;

/** The shortest time that counts as a hole, milliseconds. */
const HOLE_AT_LEAST_MS = 15_000;

/** A limit more than this times beyond values and broken limit would flatten the curve: it is left out of the picture. */
const FAR = 2.05;

/** The most points kept of a live series. */
export const POINTS_MAX = 20_000;

/**
 * Points as the server answers them, raw or of a step, oldest first.
 *
 * @param {any[]} points
 * @returns {Point[]}
 */
export function pointsOf(points) {
  const taken = points.map((point) => ({
    t: toMillis(point.t),
    v: measured(point),
    min: point.min,
    max: point.max,
    quality: point.quality,
  }));
  return taken.filter((point) => !Number.isNaN(point.t)).sort((a, b) => a.t - b.t);
}

/** @param {any} point a fault is no measurement */
function measured(point) {
  const value = point.v ?? point.mean ?? point.value;
  return typeof value === 'number' && Number.isFinite(value) && point.quality !== 'fault' ? value : null;
}

/** The usual distance of two points: the median. @param {Point[]} points */
export function usualDistance(points) {
  const distances = points
    .slice(1)
    .map((point, index) => point.t - points[index].t)
    .sort((a, b) => a - b);
  return distances[distances.length >> 1] ?? 0;
}

/**
 * The points with an empty one in each hole, so that a line never crosses a time without data.
 *
 * @param {Point[]} points oldest first
 * @returns {Point[]}
 */
export function withHoles(points) {
  const hole = Math.max(HOLE_AT_LEAST_MS, HOLE_PERIODS * usualDistance(points));
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before && point.t - before.t > hole ? [{ t: before.t + 1, v: null }, point] : [point];
  });
}

/**
 * Adds live points and forgets those before `from`. A late one goes to its place.
 *
 * @param {Point[]} points oldest first
 * @param {Point[]} fresh
 * @param {number} from epoch milliseconds
 * @returns {Point[]}
 */
export function grown(points, fresh, from) {
  const known = new Set(points.slice(-500).map((point) => point.t));
  const added = fresh.filter((point) => !known.has(point.t));
  return [...points, ...added]
    .sort((a, b) => a.t - b.t)
    .filter((point) => point.t >= from)
    .slice(-POINTS_MAX);
}

/**
 * The vertical range: all points, and every limit not absurdly far from them, with some air.
 *
 * @param {Point[]} points
 * @param {number[]} limits
 * @returns {{min: number, max: number}}
 */
export function verticalRange(points, limits) {
  const values = points.flatMap((point) =>
    point.v === null ? [] : [point.v, point.min ?? point.v, point.max ?? point.v],
  );
  const reach = Math.max(...values.map(Math.abs), ...limits.slice(0, 1).map(Math.abs), 1e-9);
  const seen = [...values, ...limits.filter((limit) => Math.abs(limit) <= reach * FAR)];
  const low = Math.min(...seen);
  const high = Math.max(...seen);
  const air = (high - low || Math.abs(high) || 1) * 0.12;
  const nearZero = low >= 0 && low < (high - low) * 2;
  return { min: nearZero ? 0 : low - air, max: high + air };
}
