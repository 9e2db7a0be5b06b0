/** @typedef {import('../types.js').Alert} Alert */
import { html, nothing } from 'lit';
import { alerts, say, t, view, who } from '../room.js';
import { sensorName, placeOf } from '../ui/place.js';
import { FOLDED, groupOf } from '../state/alerts.js';
import { rowsOf } from '../ui/list-window.js';
import { Piece } from '../ui/watch.js';
import '../ui/alert-detail.js';
import '../ui/alert-list.js';

/** The alert screen: the list, and beside it the selected alert in detail. */
class Alerts extends Piece {
  static properties = { filter: { state: true }, open: { state: true } };

  constructor() {
    super();
    this.filter = '';
    /** @type {Set<string>} */
    this.open = new Set();
  }

  watched() {
    return [alerts, view, who];
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('qalqan-key', this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('qalqan-key', this.#key);
  }

  render() {
    const all = alerts.all();
    const matching = this.filter ? all.filter((alert) => matches(alert, this.filter)) : all;
    const rows = rowsOf(matching, groupOf, FOLDED, this.open);
    this.shown = rows;
    const selected = view.selected ? alerts.get(view.selected) : undefined;
    const beside = view.detail && selected;
    return html`<div class="alerts ${beside ? 'beside' : ''}">
      <section class="list-part">
        ${this.#filterBar(all.length, matching.length)}
        <qalqan-alert-list .rows=${rows} .empty=${this.filter && all.length ? t('noMatch') : t('noAlerts')}
          @fold=${this.#fold}></qalqan-alert-list>
      </section>
      ${beside ? html`<qalqan-alert-detail .alert=${selected}></qalqan-alert-detail>` : nothing}
    </div>`;
  }

  /** @param {number} all @param {number} matching */
  #filterBar(all, matching) {
    return html`<div class="filter ${this.filter ? 'on' : ''}">
      <input type="search" placeholder=${t('filter')} aria-label=${t('filter')} .value=${this.filter}
        @input=${(/** @type {any} */ event) => (this.filter = event.target.value)} @keydown=${this.#filterKey}>
      ${
        this.filter
          ? html`<b>${t('filtered')}</b>
        <button type="button" @click=${() => (this.filter = '')}>${t('clearFilter')}</button>`
          : nothing
      }
      <span>${t('shown', { n: matching, all })}</span>
      <span class="legend"><kbd>↑</kbd><kbd>↓</kbd> <kbd>a</kbd> ${t('acknowledge')} <kbd>m</kbd> ${t('silence')} <kbd>?</kbd></span>
    </div>`;
  }

  /** @param {KeyboardEvent} event */
  #filterKey = (event) => {
    if (event.key === 'Escape') {
      this.filter = '';
    }
    if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      /** @type {HTMLElement|null} */ (this.querySelector('qalqan-alert-list [role=grid]'))?.focus();
    }
  };

  /** @param {CustomEvent<string>} event */
  #fold = (event) => {
    const open = new Set(this.open);
    open.delete(event.detail) || open.add(event.detail);
    this.open = open;
  };

  /** @param {Event} event */
  #key = (event) => {
    const key = /** @type {CustomEvent<KeyboardEvent>} */ (event).detail;
    const action = this.#actions()[key.key];
    if (action) {
      key.preventDefault();
      action();
    }
  };

  /** @returns {Record<string, () => void>} */
  #actions() {
    const acknowledge = () => view.selected && who.may('operator') && view.set({ dialog: 'acknowledge' });
    const list = /** @type {any} */ (this.querySelector('qalqan-alert-list'));
    return {
      a: acknowledge,
      A: acknowledge,
      ф: acknowledge,
      Ф: acknowledge,
      '/': () => this.querySelector('input')?.focus(),
      '.': () => this.querySelector('input')?.focus(),
      ArrowDown: () => list.move(1),
      ArrowUp: () => list.move(-1),
      PageDown: () => list.move(10),
      PageUp: () => list.move(-10),
      Home: () => list.move(-Infinity),
      End: () => list.move(Infinity),
      Enter: () => list.enter(),
      Escape: () => view.set({ detail: false }),
    };
  }
}

/** Every word of the filter must occur somewhere. @param {Alert} alert @param {string} filter */
function matches(alert, filter) {
  const text = [
    alert.key,
    alert.priority,
    t('state.' + alert.state),
    say(alert.text),
    placeOf(alert),
    alert.sensor ? sensorName(alert.sensor) : '',
    alert.acknowledged?.note ?? '',
  ]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

customElements.define('qalqan-alerts', Alerts);
