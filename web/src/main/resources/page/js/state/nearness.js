/** @typedef {import('../types.js').Limit} Limit */

/** From this part of a limit on, a value is shown yellow (domain 6.3). */
export const NEAR = 0.9;

/** Rules that are a warning before a limit, and no limit themselves. */
const WARNS = /pre-alarm$/;

/** Whether a limit is broken by falling below it. @param {Limit} limit */
export function isLower(limit) {
  if (limit.bound) {
    return /low|below|min/.test(limit.bound);
  }
  return typeof limit.off === 'number' && limit.off > limit.value;
}

/**
 * How near a value is to the nearest of its limits.
 *
 * @param {number|null|undefined} value
 * @param {Limit[]|undefined} limits
 * @returns {'over'|'near'|''}
 */
export function nearness(value, limits) {
  if (typeof value !== 'number' || !limits?.length) {
    return '';
  }
  const judged = limits.filter((limit) => typeof limit.value === 'number' && !WARNS.test(limit.rule ?? ''));
  if (judged.some((limit) => (isLower(limit) ? value < limit.value : value >= limit.value))) {
    return 'over';
  }
  return judged.some((limit) => (isLower(limit) ? value < limit.value / NEAR : value >= limit.value * NEAR))
    ? 'near'
    : '';
}
