/** What a long list must draw: only the rows in view. Pure, so that it is tested without a browser. */

/** Rows drawn beyond each edge, so that scrolling shows no holes. */
const MARGIN = 6;

/**
 * @param {number} count rows in all
 * @param {number} rowHeight pixels
 * @param {number} scrollTop pixels
 * @param {number} viewHeight pixels
 * @returns {{from: number, to: number}} half-open
 */
export function rowsInView(count, rowHeight, scrollTop, viewHeight) {
  const first = Math.floor(scrollTop / rowHeight);
  const fitting = Math.ceil(viewHeight / rowHeight);
  const from = Math.max(0, Math.min(first, count - fitting) - MARGIN);
  return { from, to: Math.min(count, from + fitting + 2 * MARGIN) };
}

/**
 * Where to scroll so that a row is in view; the same place when it is already.
 *
 * @param {number} row
 * @param {number} rowHeight
 * @param {number} scrollTop
 * @param {number} viewHeight
 */
export function scrollTo(row, rowHeight, scrollTop, viewHeight) {
  const top = row * rowHeight;
  if (top < scrollTop) {
    return top;
  }
  return Math.max(scrollTop, top + rowHeight - viewHeight);
}

/**
 * The rows of the alert list: alerts, and a counted line for each folded group, followed by its alerts when open.
 *
 * @template {{state: string}} A
 * @param {A[]} sorted in list order
 * @param {(alert: A) => string} groupOf
 * @param {Set<string>} folded groups that have a line
 * @param {Set<string>} open folded groups that are unfolded
 * @returns {({alert: A} | {fold: string, count: number, open: boolean})[]}
 */
export function rowsOf(sorted, groupOf, folded, open) {
  /** @type {({alert: A} | {fold: string, count: number, open: boolean})[]} */
  const rows = [];
  /** @type {Map<string, {fold: string, count: number, open: boolean}>} */
  const folds = new Map();
  for (const alert of sorted) {
    const group = groupOf(alert);
    if (folded.has(group) && !folds.has(group)) {
      const fold = { fold: group, count: 0, open: open.has(group) };
      folds.set(group, fold);
      rows.push(fold);
    }
    const fold = folds.get(group);
    if (fold) {
      fold.count++;
    }
    if (!fold || fold.open) {
      rows.push({ alert });
    }
  }
  return rows;
}
