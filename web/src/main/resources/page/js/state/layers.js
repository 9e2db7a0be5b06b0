/**
 * Places the air network on paper: columns along the airflow, rows so that few lines cross.
 *
 * @typedef {{id: string, airflowTo?: string[]}} Node
 * @typedef {{id: string, column: number, row: number}} Place
 */

/** Sweeps that move each node to the middle of its neighbours; more change little. */
const SWEEPS = 8;

/**
 * @param {Node[]} nodes
 * @returns {{places: Map<string, Place>, columns: number, rows: number}} nodes without any airflow stand in a last row
 */
export function layered(nodes) {
  const next = new Map(
    nodes.map((node) => [node.id, (node.airflowTo ?? []).filter((id) => nodes.some((each) => each.id === id))]),
  );
  const joined = nodes.filter(
    (node) => next.get(node.id)?.length || nodes.some((each) => next.get(each.id)?.includes(node.id)),
  );
  const alone = nodes.filter((node) => !joined.includes(node));
  const columns = byColumn(joined, next);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    columns.forEach((column) => orderByNeighbours(column, columns, next));
  }
  const rows = Math.max(1, ...columns.map((column) => column.length));
  /** @type {Map<string, Place>} */
  const places = new Map();
  columns.forEach((column, index) =>
    column.forEach((id, row) => places.set(id, { id, column: index, row: row + (rows - column.length) / 2 })),
  );
  const width = Math.max(columns.length, 1);
  alone.forEach((node, index) =>
    places.set(node.id, { id: node.id, column: index % width, row: rows + Math.floor(index / width) }),
  );
  return { places, columns: width, rows: rows + Math.ceil(alone.length / width) };
}

/**
 * The longest way from an intake gives the column; a way back in a ring counts nothing.
 *
 * @param {Node[]} nodes
 * @param {Map<string, string[]>} next
 * @returns {string[][]}
 */
function byColumn(nodes, next) {
  /** @type {Map<string, number>} */
  const depth = new Map();
  const visit = (/** @type {string} */ id, /** @type {number} */ at, /** @type {Set<string>} */ way) => {
    if (way.has(id) || (depth.get(id) ?? -1) >= at) {
      return;
    }
    depth.set(id, at);
    way.add(id);
    (next.get(id) ?? []).forEach((to) => visit(to, at + 1, way));
    way.delete(id);
  };
  const entered = new Set([...next.values()].flat());
  const entries = nodes.filter((node) => !entered.has(node.id));
  (entries.length ? entries : nodes.slice(0, 1)).forEach((node) => visit(node.id, 0, new Set()));
  nodes.forEach((node) => depth.has(node.id) || visit(node.id, 0, new Set()));
  const count = Math.max(-1, ...depth.values()) + 1;
  return Array.from({ length: count }, (_, column) =>
    nodes.filter((node) => depth.get(node.id) === column).map((node) => node.id),
  );
}

/** @param {string[]} column @param {string[][]} columns @param {Map<string, string[]>} next */
function orderByNeighbours(column, columns, next) {
  const heights = new Map(columns.flatMap((each) => each.map((id, row) => [id, (row + 0.5) / each.length])));
  const wish = new Map(
    column.map((id) => {
      const neighbours = [
        ...(next.get(id) ?? []),
        ...[...next].filter(([, to]) => to.includes(id)).map(([from]) => from),
      ];
      const sum = neighbours.reduce((total, each) => total + (heights.get(each) ?? 0.5), 0);
      return [id, neighbours.length ? sum / neighbours.length : 0.5];
    }),
  );
  column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
}
