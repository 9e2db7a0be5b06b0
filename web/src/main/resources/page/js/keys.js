/** The keyboard, for the whole page. A screen adds its own keys by listening to `qalqan-key`. */
import { silence, view, who } from './room.js';

export const SCREENS = ['alerts', 'sensors', 'air', 'risk', 'data', 'limits'];

/** @param {Document} document */
export function bindKeys(document) {
  document.addEventListener('keydown', (event) => {
    if (!who.session || event.ctrlKey || event.altKey || event.metaKey || view.dialog !== 'none' || typing(event)) {
      return;
    }
    if (pressing(event)) {
      return;
    }
    if (take(event.key)) {
      event.preventDefault();
    } else {
      document.dispatchEvent(new CustomEvent('qalqan-key', { detail: event }));
    }
  });
}

/** @param {string} key @returns {boolean} whether it was for the page */
function take(key) {
  const screen = SCREENS[Number(key) - 1];
  if (screen) {
    view.set({ screen });
  } else if (key === 'm' || key === 'M' || key === 'ь' || key === 'Ь') {
    silence();
  } else if (key === '?' || key === 'F1') {
    view.set({ dialog: 'help' });
  } else {
    return false;
  }
  return true;
}

/** Enter and space belong to the button they are pressed on. @param {KeyboardEvent} event */
function pressing(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  return (event.key === 'Enter' || event.key === ' ') && !!target.closest?.('button, summary, [role=button]');
}

/** @param {KeyboardEvent} event */
function typing(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  return target.matches?.('input, textarea, select') ?? false;
}
