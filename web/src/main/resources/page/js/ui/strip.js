/** @typedef {import('../types.js').Alert} Alert */
import { html, nothing } from 'lit';
import { age } from '../format.js';
import { alerts, link, plan, say, select, serverNow, t, view } from '../room.js';
import { awaitsAnswer, PRIORITIES } from '../state/alerts.js';
import { toMillis } from '../state/time.js';
import { alertMark, mark } from './mark.js';
import { placeOf } from './place.js';
import { Piece } from './watch.js';

/** Alerts named in the strip; the rest is counted. */
const NAMED = 2;

/** The strip that stays in view on every screen: how many, how grave, and the newest that await an answer. */
class Strip extends Piece {
  watched() {
    return [alerts, view, plan, link];
  }

  get everyMs() {
    return 1000;
  }

  render() {
    const counts = alerts.counts();
    document.title = titleOf(counts);
    return html`<section class="strip" aria-label=${t('alerts')}>
      <div class="counts">${PRIORITIES.map((priority, level) => this.#count(level, counts, t(priority)))}</div>
      <div class="newest" aria-live="assertive">${this.#newest(counts)}</div>
      <div class="aside">${this.#aside(counts)}</div>
    </section>`;
  }

  /** @param {number} level @param {ReturnType<typeof alerts.counts>} counts @param {string} name */
  #count(level, counts, name) {
    const waiting = counts.unacknowledged[level];
    const active = counts.active[level];
    const label = `${t('priority')} ${level + 1}, ${name}: ${waiting} ${t('unackShort')}, ${active} ${t('activeShort')}`;
    return html`<button type="button" class="count ${waiting ? 'waiting' : ''} ${active || waiting ? '' : 'none'}"
        title=${label}
        aria-label=${label} @click=${() => show(firstOf(level))}>
      ${mark(level, waiting ? 'solid blink' : 'hollow')}<b>${waiting}</b><span>${active} ${t('activeShort')}</span></button>`;
  }

  /** @param {ReturnType<typeof alerts.counts>} counts */
  #newest(counts) {
    const waiting = alerts.all().filter(awaitsAnswer);
    if (!waiting.length) {
      return html`<p class="calm">${alerts.position === null ? nothing : t('nothingUnanswered')}</p>`;
    }
    const total = counts.unacknowledged.reduce((sum, count) => sum + count, 0);
    return html`${waiting.slice(0, NAMED).map((alert) => this.#named(alert))}
      ${
        total > NAMED
          ? html`<button type="button" class="more" @click=${() => show(waiting[NAMED])}>
        ${t('more', { n: total - NAMED })}</button>`
          : nothing
      }`;
  }

  /** @param {Alert} alert */
  #named(alert) {
    return html`<button type="button" class="named" @click=${() => show(alert)}>
      ${alertMark(alert, t(alert.priority))}
      <span class="words"><b>${say(alert.text, alert.rule)}</b><small>${placeOf(alert)} · ${t('ago', {
        age: age(serverNow() - toMillis(alert.raisedAt), view.lang),
      })}</small></span></button>`;
  }

  /** @param {ReturnType<typeof alerts.counts>} counts */
  #aside(counts) {
    const { shelved, suppressed } = counts.aside;
    return html`<span class=${shelved ? '' : 'none'}>${t('shelvedCount', { n: shelved })}</span>
      <span class=${suppressed ? '' : 'none'}>${t('suppressedCount', { n: suppressed })}</span>`;
  }
}

/** What a tab in the background says. @param {ReturnType<typeof alerts.counts>} counts */
function titleOf(counts) {
  const waiting = counts.unacknowledged.reduce((sum, count) => sum + count, 0);
  if (link.state === 'stale') {
    return `${t('stale')} – Qalqan`;
  }
  return waiting ? `(${waiting}) Qalqan` : 'Qalqan';
}

/** @param {number} level */
const firstOf = (level) => alerts.all().find((alert) => alert.priority === PRIORITIES[level]);

/** @param {Alert|undefined} alert */
function show(alert) {
  view.set({ screen: 'alerts', detail: true });
  if (alert) {
    select(alert.id);
  }
}

customElements.define('qalqan-strip', Strip);
