/** @typedef {import('../types.js').Alert} Alert */
/** @typedef {{alert: Alert} | {fold: string, count: number, open: boolean}} Row */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { age, otherDay, timeOfDay } from '../format.js';
import { link, plan, readings, say, select, serverNow, t, view, zoneOfTime } from '../room.js';
import { awaitsAnswer, isActive, isLocked, urgency } from '../state/alerts.js';
import { toMillis } from '../state/time.js';
import { rowsInView, scrollTo } from './list-window.js';
import { alertMark } from './mark.js';
import { hasLimit, placeOf, readingText, sensorName, valueWithUnit } from './place.js';
import { Piece } from './watch.js';

/** The alerts, only those in view drawn: 5,000 rows cost what 30 cost. */
class AlertList extends Piece {
  static properties = { rows: { attribute: false }, empty: { attribute: false } };
  /** @type {ResizeObserver|undefined} */
  #resizes;
  #rowHeight = 60;
  #previousTop = '';

  constructor() {
    super();
    /** @type {Row[]} */
    this.rows = [];
    this.empty = '';
  }

  watched() {
    return [readings, plan, link];
  }

  get everyMs() {
    return 1000;
  }

  firstUpdated() {
    this.#resizes = new ResizeObserver(() => this.requestUpdate());
    this.#resizes.observe(/** @type {Element} */ (this.#grid()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
  }

  /** Moves the selection; what moves out of view is scrolled to. @param {number} by */
  move(by) {
    const selectable = this.rows.length;
    const last = selectable - 1;
    const current = this.#selectedRow();
    const next = Math.max(0, Math.min(last, current < 0 && by > 0 ? 0 : current + by));
    const row = this.rows[next];
    if (row) {
      select(idOf(row));
      this.#show(next);
    }
  }

  /** Opens the selected row: a fold unfolds, an alert shows its detail. */
  enter() {
    const row = this.rows[this.#selectedRow()];
    if (row && 'fold' in row) {
      this.#fold(row.fold);
    } else {
      view.set({ detail: !view.detail });
    }
  }

  willUpdate() {
    this.#keepPlace();
  }

  render() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#rowHeight = Math.round(rem * 3.5);
    const grid = this.#grid();
    const { from, to } = rowsInView(this.rows.length, this.#rowHeight, grid?.scrollTop ?? 0, grid?.clientHeight ?? 900);
    const selected = this.#selectedRow();
    return html`<div class="grid" role="grid" tabindex="0" aria-label=${t('alerts')} aria-rowcount=${this.rows.length}
        aria-activedescendant=${selected >= 0 ? 'row-' + selected : nothing} @scroll=${() => this.requestUpdate()}>
      ${this.rows.length ? nothing : html`<p class="empty">${this.empty}</p>`}
      <div class="rows" .style=${`height:${this.rows.length * this.#rowHeight}px`}>
        ${repeat(this.rows.slice(from, to), idOf, (row, index) => this.#row(row, from + index, from + index === selected))}
      </div>
    </div>`;
  }

  /** @param {Row} row @param {number} index @param {boolean} selected */
  #row(row, index, selected) {
    const place = `transform:translateY(${index * this.#rowHeight}px);height:${this.#rowHeight}px`;
    if ('fold' in row) {
      return html`<div class="row fold ${selected ? 'selected' : ''}" role="row" id="row-${index}"
          aria-rowindex=${index + 1} aria-expanded=${row.open}
          .style=${place} data-testid="fold-${row.fold}" @click=${() => this.#fold(row.fold)}>
        <span role="gridcell">${row.open ? '▾' : '▸'} ${t('fold.' + row.fold, { n: row.count })}</span></div>`;
    }
    const { alert } = row;
    const look = [
      awaitsAnswer(alert) ? 'waiting' : 'answered',
      isActive(alert) ? 'active' : 'gone',
      `p${urgency(alert)}`,
      selected ? 'selected' : '',
    ].join(' ');
    return html`<div class="row ${look}" role="row" id="row-${index}" aria-rowindex=${index + 1}
        aria-selected=${selected} .style=${place}
        data-testid="alert-row" data-key=${alert.key} data-state=${alert.state} data-priority=${alert.priority}
        @click=${() => this.#clicked(alert)} @dblclick=${() => view.set({ detail: true })}>${cells(alert)}</div>`;
  }

  /** @param {Alert} alert */
  #clicked(alert) {
    view.set({ selected: alert.id, detail: true });
    this.#grid()?.focus({ preventScroll: true });
  }

  /** @param {string} group */
  #fold(group) {
    this.dispatchEvent(new CustomEvent('fold', { detail: group }));
  }

  /** When rows come in above what the reader looks at, what he looks at stays where it is. */
  #keepPlace() {
    const grid = this.#grid();
    const top = grid ? Math.floor(grid.scrollTop / this.#rowHeight) : 0;
    if (grid && top > 0 && this.#previousTop) {
      const moved = this.rows.findIndex((row) => idOf(row) === this.#previousTop) - top;
      if (moved > 0 && this.#previousRows !== this.rows) {
        grid.scrollTop += moved * this.#rowHeight;
      }
    }
    this.#previousRows = this.rows;
    const now = grid ? Math.floor(grid.scrollTop / this.#rowHeight) : 0;
    this.#previousTop = this.rows[now] ? idOf(this.rows[now]) : '';
  }

  /** @type {Row[]} */
  #previousRows = [];

  /** @param {number} row */
  #show(row) {
    const grid = this.#grid();
    if (grid) {
      grid.scrollTop = scrollTo(row, this.#rowHeight, grid.scrollTop, grid.clientHeight);
    }
  }

  #selectedRow() {
    return view.selected ? this.rows.findIndex((row) => idOf(row) === view.selected) : -1;
  }

  /** @returns {HTMLElement|null} */
  #grid() {
    return this.querySelector('[role=grid]');
  }
}

/** @param {Row} row */
const idOf = (row) => ('fold' in row ? 'fold:' + row.fold : row.alert.id);

/** @param {Alert} alert */
function cells(alert) {
  const zone = zoneOfTime(alert.site);
  const raised = toMillis(alert.raisedAt);
  const note = alert.acknowledged?.note;
  return html`
    <span role="gridcell" class="c-mark">${alertMark(alert, `${t('priority')} ${urgency(alert) + 1}, ${t(alert.priority)}`)}</span>
    <span role="gridcell" class="c-text"><b>${say(alert.text, alert.rule)}</b>
      <small><span class="place">${placeOf(alert)}</span>${alert.sensor ? html` · ${sensorName(alert.sensor)}` : nothing}
        ${note ? html`<q title=${note}>${note}</q>` : nothing}</small></span>
    <span role="gridcell" class="c-action"><small>${awaitsAnswer(alert) ? say(alert.action) : nothing}</small></span>
    <span role="gridcell" class="c-state"><b>${t('state.' + alert.state)}</b><small>${marks(alert)}${
      alert.acknowledged ? html`<span class="by">${alert.acknowledged.by}</span>` : nothing
    }</small></span>
    <span role="gridcell" class="c-value">${values(alert)}</span>
    <span role="gridcell" class="c-time"><time>${timeOfDay(raised, zone)}</time>
      <small>${otherDay(raised, zone, serverNow())} ${age(serverNow() - raised, view.lang)}</small></span>`;
}

/** What is to be known before its value is believed. @param {Alert} alert */
export function marks(alert) {
  return html`${isLocked(alert) ? html`<i class="flag" title=${t('lockedHelp')}>${t('locked')}</i>` : nothing}${
    alert.stale ? html`<i class="flag">${t('staleMark')}</i>` : nothing
  }${alert.late ? html`<i class="flag">${t('late')}</i>` : nothing}`;
}

/** The value now over the limit it broke. @param {Alert} alert */
function values(alert) {
  const reading = alert.sensor ? readings.latest(alert.sensor) : undefined;
  const value = reading
    ? readingText(reading, alert.unit ?? undefined)
    : valueWithUnit(alert.value, alert.unit, alert.sensor);
  const limit = hasLimit(alert)
    ? html`<small>${t('limitShort')} ${valueWithUnit(alert.limit, alert.unit, alert.sensor)}</small>`
    : nothing;
  return value === '–' && limit === nothing ? nothing : html`<b class=${alert.stale ? 'old' : ''}>${value}</b>${limit}`;
}

customElements.define('qalqan-alert-list', AlertList);
