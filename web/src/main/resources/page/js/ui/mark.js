/** @typedef {import('../types.js').Alert} Alert */
import { html, svg } from 'lit';
import { awaitsAnswer, isActive, urgency } from '../state/alerts.js';

/** The shape says the priority as the colour and the number do: square, triangle, diamond, circle. */
const SHAPES = [
  svg`<rect x="3" y="3" width="26" height="26" rx="2"/>`,
  svg`<path d="M16 2.5 30 28.5H2z"/>`,
  svg`<path d="M16 1.5 30.5 16 16 30.5 1.5 16z"/>`,
  svg`<circle cx="16" cy="16" r="13.5"/>`,
];

/**
 * The mark of a priority.
 *
 * @param {number} level 0 is the most urgent
 * @param {string} look `solid` needs an answer, `hollow` had one, `blink` added while it waits
 * @param {string} [label] for screen readers; decoration where it is missing
 */
export function mark(level, look, label) {
  return html`<svg class="mark p${level} ${look}" viewBox="0 0 32 32" role=${label ? 'img' : 'presentation'}
      aria-label=${label ?? ''} aria-hidden=${label ? 'false' : 'true'}>
    ${SHAPES[level]}<text x="16" y=${level === 1 ? 25.5 : 22.5} text-anchor="middle">${level + 1}</text></svg>`;
}

/**
 * The mark of an alert: solid while unacknowledged, blinking with it, hollow once answered.
 *
 * @param {Alert} alert
 * @param {string} label
 */
export function alertMark(alert, label) {
  const waiting = awaitsAnswer(alert);
  const look = waiting ? `${isActive(alert) ? 'solid' : 'returned'} blink` : 'hollow';
  return mark(urgency(alert), look, label);
}
