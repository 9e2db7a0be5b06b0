/**
 * A time from the wire, RFC 3339 or epoch milliseconds (contract, preamble), as epoch milliseconds.
 *
 * @param {string|number|null|undefined} time
 * @returns {number} NaN where there is none
 */
export function toMillis(time) {
  if (typeof time === 'number') {
    return time;
  }
  return time ? Date.parse(time) : NaN;
}
