/**
 * The shapes on the wire (contract 5), for the type checker and the reader. This module holds no code.
 *
 * @typedef {{en: string, ru: string, kk: string}} Texts
 * @typedef {'critical'|'high'|'medium'|'low'} Priority
 * @typedef {'unacknowledged'|'acknowledged'|'returned-unacknowledged'|'latched-unacknowledged'|'latched-acknowledged'
 *     |'shelved'|'suppressed'|'out-of-service'|'normal'} AlertState
 *
 * @typedef {object} Alert
 * @property {string} id key and position of its raising
 * @property {string} key
 * @property {string} rule
 * @property {string} site
 * @property {string} zone
 * @property {string|null} [sensor]
 * @property {Priority} priority
 * @property {AlertState} state
 * @property {string|number} raisedAt
 * @property {string|number|null} [measuredAt]
 * @property {string|number|null} [returnedAt]
 * @property {{by: string, at: string|number, note?: string}|null} [acknowledged]
 * @property {string|number|null} [shelvedUntil]
 * @property {number|null} [value]
 * @property {number|null} [limit]
 * @property {string|null} [unit]
 * @property {Texts} text
 * @property {Texts} action
 * @property {number} journal position of its latest event
 * @property {string} [hold]
 * @property {boolean} [late]
 * @property {boolean} [stale]
 * @property {boolean} [locked]
 * @property {string|number|null} [releasedAt] when a declaration released its lock
 * @property {string|null} [suppressedBy]
 *
 * @typedef {object} AlertEvent
 * @property {number} position
 * @property {number} previous
 * @property {string} type
 * @property {Alert} alert
 *
 * @typedef {object} LiveReading
 * @property {string} sensor
 * @property {string|number} t when it was measured
 * @property {string|number} [received]
 * @property {number|null} v
 * @property {string} [unit]
 * @property {string} [quality]
 * @property {string} [zone]
 *
 * @typedef {object} Snapshot
 * @property {number} position
 * @property {Alert[]} alerts
 * @property {LiveReading[]} readings
 * @property {{id: string, state: string}[]} [sensors]
 * @property {string|number} at
 * @property {boolean} [simulation]
 *
 * @typedef {{at: string|number, position?: number, latencyMs?: number}} Beat
 *
 * @typedef {object} Sensor
 * @property {string} id
 * @property {string} device
 * @property {string} quantity
 * @property {string} unit
 * @property {string} zone
 * @property {string} site
 * @property {string} [state]
 * @property {Texts|null} [why]
 * @property {Texts} [label]
 * @property {Limit[]} [limits]
 * @property {any} [last]
 *
 * @typedef {object} Limit
 * @property {string} id
 * @property {string} [rule]
 * @property {string} [level]
 * @property {number} value
 * @property {number|null} [off]
 * @property {string} [unit]
 * @property {Priority} [priority]
 * @property {number} [version]
 * @property {string} [source]
 * @property {string} [scope]
 * @property {string} [site]
 * @property {string} [bound] `max` or `min`
 *
 * @typedef {object} Zone
 * @property {string} id
 * @property {string} site
 * @property {string} [location]
 * @property {string} [section]
 * @property {string[]} [airflowTo]
 * @property {Texts} [label]
 *
 * @typedef {{id: string, label?: Texts, timeZone?: string}} Site
 * @typedef {{user: string, roles: string[], simulation?: boolean, version?: string}} Session
 */

export {};
