/** The calls to the server (contract 5). */

const BASE = '/api/v1';

/** The server's refusal, `application/problem+json`. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {any} body
   */
  constructor(status, body) {
    super(body?.detail || body?.title || `HTTP ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** A key for one intention: sent again with the same key it happens once. `randomUUID` needs TLS, this does not. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An id inside a path: `/` becomes `%2F` (design 13.7). @param {string} id */
export const inPath = (id) => encodeURIComponent(id);

/**
 * @param {string} method
 * @param {string} path below the base
 * @param {any} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>} the answer's JSON, null where it has none
 * @throws {Problem} when the server refuses
 */
async function call(method, path, body, headers = {}) {
  const response = await fetch(BASE + path, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    body: body ? JSON.stringify(body) : undefined,
  });
  const text = await response.text();
  const json = text ? parse(text) : null;
  if (!response.ok) {
    throw new Problem(response.status, json);
  }
  return json;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

/** @param {Record<string, string|number|undefined>} values */
function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return given.length ? '?' + new URLSearchParams(given.map(([name, value]) => [name, String(value)])) : '';
}

/**
 * A post that may be repeated: a lost answer is asked for once more with the same key.
 *
 * @param {string} path
 * @param {any} body
 * @param {string} [key]
 */
async function post(path, body, key = newKey()) {
  const headers = { 'idempotency-key': key };
  try {
    return await call('POST', path, body, headers);
  } catch (trouble) {
    if (trouble instanceof Problem) {
      throw trouble;
    }
    return call('POST', path, body, headers);
  }
}

export const api = {
  session: () => call('GET', '/session'),
  /** @param {string} user @param {string} password */
  signIn: (user, password) => post('/session', { user, password }),
  signOut: () => call('DELETE', '/session'),
  live: () => new EventSource(BASE + '/live'),

  sites: () => call('GET', '/sites'),
  zones: () => call('GET', '/zones'),
  sensors: () => call('GET', '/sensors'),
  workplaces: () => call('GET', '/workplaces'),
  /** @param {string} id */
  sensor: (id) => call('GET', '/sensors/' + inPath(id)),
  /** @param {string} sensor @param {number} from @param {number} to @param {string} [step] */
  readings: (sensor, from, to, step) =>
    call('GET', '/readings' + query({ sensor, from: iso(from), to: iso(to), step })),

  /** @param {string} id */
  why: (id) => call('GET', `/alerts/${inPath(id)}/why`),
  /** The newest events of all alerts up to a position. @param {number} position @param {number} most */
  journal: (position, most) =>
    call('GET', '/alerts/journal' + query({ after: Math.max(0, position - most), limit: most })),
  /** @param {string} id @param {string} note @param {string} key */
  comment: (id, note, key) => post(`/alerts/${inPath(id)}/comment`, { note }, key),
  /**
   * @param {{type: string, site: string, zone: string, sensor?: string, note: string}} declaration
   * @param {string} key
   */
  declare: (declaration, key) => post('/declarations', declaration, key),
  /** @param {string} id @param {string} note @param {string} key */
  acknowledge: (id, note, key) => post(`/alerts/${inPath(id)}/acknowledge`, { note }, key),

  riskWorkplaces: () => call('GET', '/risk/workplaces'),
  quarantine: () => call('GET', '/quarantine'),
  /** @param {string} id @param {string} key */
  replay: (id, key) => post(`/quarantine/${inPath(id)}/replay`, undefined, key),
  /** @param {{topic?: string, reason?: string}} which @param {string} key */
  replayAll: (which, key) => post('/quarantine/replay', which, key),
  balance: () => call('GET', '/balance'),
  devices: () => call('GET', '/devices'),
  unknownDevices: () => call('GET', '/quarantine/devices'),
  limits: () => call('GET', '/limits'),
  proposals: () => call('GET', '/proposals'),
  /** @param {{limit: string, site?: string, value: number, reason: string}} proposal @param {string} key */
  propose: (proposal, key) => post('/proposals', proposal, key),
  /** @param {string} id */
  approve: (id) => post(`/proposals/${inPath(id)}/approve`, {}),
};

/** @param {number} ms */
const iso = (ms) => new Date(ms).toISOString();
