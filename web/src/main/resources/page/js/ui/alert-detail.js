/** @typedef {import('../types.js').Alert} Alert */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { moment, number } from '../format.js';
import { alerts, link, plan, readings, say, serverNow, t, unlockedBy, view, who, zoneOfTime } from '../room.js';
import { awaitsAnswer, isLocked } from '../state/alerts.js';
import { toMillis } from '../state/time.js';
import { marks } from './alert-list.js';
import { alertMark } from './mark.js';
import { hasLimit, placeOf, readingText, sensorName, valueWithUnit } from './place.js';
import { Piece } from './watch.js';
import './trend.js';

/** Events of the alert journal looked through for this alert's history. */
const EVENTS_ASKED = 500;

/** A time as the server writes it. */
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A number with more digits than anybody measured. */
const LONG = /-?\d+\.\d{4,}(?![\d:]*Z)/g;

/** One alert: what to do, the course of its sensor, why it was raised, what happened. */
class AlertDetail extends Piece {
  static properties = {
    alert: { attribute: false },
    reasons: { state: true },
    events: { state: true },
    trouble: { state: true },
  };
  #asked = '';

  constructor() {
    super();
    /** @type {Alert|undefined} */
    this.alert = undefined;
    /** @type {any} */
    this.reasons = null;
    /** @type {any[]} */
    this.events = [];
    this.trouble = '';
  }

  watched() {
    return [view, plan, who, link, readings];
  }

  willUpdate() {
    const wanted = this.alert ? `${this.alert.id} ${this.alert.journal}` : '';
    if (this.alert && wanted !== this.#asked) {
      const same = this.#asked.startsWith(this.alert.id + ' ');
      this.reasons = same ? this.reasons : null;
      this.events = same ? this.events : [];
      this.#asked = wanted;
      this.#ask(this.alert.id, wanted);
    }
  }

  /** @param {string} id @param {string} wanted */
  async #ask(id, wanted) {
    const [reasons, journal] = await Promise.allSettled([api.why(id), api.journal(alerts.position ?? 0, EVENTS_ASKED)]);
    if (wanted !== this.#asked) {
      return;
    }
    this.reasons = reasons.status === 'fulfilled' ? reasons.value : this.reasons;
    this.trouble = reasons.status === 'rejected' ? String(reasons.reason.message) : '';
    const events = journal.status === 'fulfilled' ? (journal.value.events ?? []) : [];
    this.events = events.filter((/** @type {any} */ event) => event.alert === id);
  }

  render() {
    const alert = this.alert;
    if (!alert) {
      return nothing;
    }
    return html`<article class="detail" aria-label=${say(alert.text)}>
      <header class="p-head">${alertMark(alert, t(alert.priority))}
        <h2>${say(alert.text, alert.rule)}<small>${placeOf(alert)}${alert.sensor ? html` · ${sensorName(alert.sensor)}` : nothing}</small>
          <span class="state">${t('state.' + alert.state)} ${marks(alert)}</span></h2>
        <button type="button" class="close" aria-label=${t('close')}
            @click=${() => view.set({ detail: false })}>✕</button></header>
      ${this.#answer(alert)}
      <p class="action"><b>${t('action')}</b>${say(alert.action)}</p>
      ${
        alert.sensor
          ? html`<qalqan-trend .sensor=${alert.sensor}
          .alert=${alert}></qalqan-trend>`
          : html`<p class="place-only">${t('noSensor')}</p>`
      }
      <div class="two">
        <section><h3>${t('why')}</h3>${this.#why(alert)}</section>
        <section><h3>${t('history')}</h3>${history(alert, this.events)}
          ${
            who.may('operator')
              ? html`<button type="button"
              @click=${() => view.set({ dialog: 'comment' })}>${t('comment')}</button>`
              : nothing
          }</section>
      </div>
    </article>`;
  }

  /** @param {Alert} alert */
  #answer(alert) {
    const reading = alert.sensor ? readings.latest(alert.sensor) : undefined;
    return html`<div class="answer">
      ${
        reading
          ? html`<div class="figure"><small>${t('now')}</small><b class=${alert.stale ? 'old' : ''}>${readingText(
              reading,
              alert.unit ?? undefined,
            )}</b></div>`
          : nothing
      }
      ${
        hasLimit(alert)
          ? html`<div class="figure"><small>${t('limit')}</small><b>${valueWithUnit(
              alert.limit,
              alert.unit,
              alert.sensor,
            )}</b></div>`
          : nothing
      }
      <div class="figure"><small>${t('raised')}</small><b>
          <time>${moment(toMillis(alert.raisedAt), zoneOfTime(alert.site), serverNow())}</time></b></div>
      ${this.#button(alert)}</div>`;
  }

  /** @param {Alert} alert */
  #button(alert) {
    if (!awaitsAnswer(alert)) {
      return isLocked(alert) ? this.#unlock(alert) : nothing;
    }
    const may = who.may('operator');
    return html`<button type="button" class="main" data-testid="ack-button" ?disabled=${!may}
        title=${may ? '' : t('mayNot')}
      aria-keyshortcuts="a" @click=${() => view.set({ dialog: 'acknowledge' })}>${t('acknowledge')} <kbd>a</kbd></button>`;
  }

  /** @param {Alert} alert */
  #unlock(alert) {
    const may = unlockedBy(alert) === 'restore' ? who.may('operator', 'engineer') : who.may('engineer');
    return html`<button type="button" class="unlock" data-testid="declare-button" ?disabled=${!may}
        title=${may ? t('lockedHelp') : t('mayNot')}
      @click=${() => view.set({ dialog: 'declare' })}>${t('declare.' + unlockedBy(alert))}</button>`;
  }

  /** @param {Alert} alert */
  #why(alert) {
    if (!this.reasons) {
      return html`<p>${this.trouble ? t('whyMissing') : t('loading')}</p>`;
    }
    return reasonsOf(this.reasons, alert);
  }
}

/** A fact in words; a time in it is told in mine time. @param {unknown} value @param {Alert} alert */
function factOf(value, alert) {
  const text = String(value).replace(LONG, (digits) => number(Number(digits), view.lang));
  return TIME.test(text) ? moment(toMillis(text), zoneOfTime(alert.site), serverNow()) : text;
}

/** @param {any} reasons the answer of `…/why` @param {Alert} alert */
function reasonsOf(reasons, alert) {
  const { rule = {}, limit } = reasons;
  const { refused, ...rest } = reasons.facts ?? {};
  const facts = Object.entries(rest);
  return html`${refused ? html`<p class="refused" role="alert">${t('fact.refused')}: ${rest.declared ?? ''} – ${factOf(refused, alert)}</p>` : nothing}
    <dl>
      <dt>${t('rule')}</dt><dd>${rule.sentence ?? ''}<small>${rule.id ?? alert.rule}</small></dd>
      ${
        limit?.id
          ? html`<dt>${t('limitOf')}</dt>
              <dd>${valueWithUnit(limit.value, limit.unit, alert.sensor)}<small>${limit.id} · ${t('version', {
                n: limit.version,
              })}${limit.source ? html` · ${t('source', { s: limit.source })}` : nothing}</small></dd>`
          : nothing
      }
      ${facts.map(([name, value]) => html`<dt>${t('fact.' + name)}</dt><dd>${factOf(value, alert)}</dd>`)}
      ${
        alert.suppressedBy
          ? html`<dt>${t('state.suppressed')}</dt>
          <dd>${t('suppressedBy', { key: alert.suppressedBy })}</dd>`
          : nothing
      }
      ${reasons.readings?.length ? html`<dt>${t('readingsUsed')}</dt><dd>${reasons.readings.length}</dd>` : nothing}
    </dl>
    ${reasons.words ? html`<details><summary>${t('inWords')}</summary><p>${say(reasons.words)}</p></details>` : nothing}
    <p class="versions">${rule.pack ?? ''} · ${rule.engine ?? ''}</p>`;
}

/**
 * What happened to it, oldest first: from the journal, else from what the alert itself bears.
 *
 * @param {Alert} alert
 * @param {any[]} events of the alert journal
 */
function history(alert, events) {
  const steps = events.length ? events.filter((event) => event.type !== 'changed').map(fromJournal) : ownFacts(alert);
  const known = steps.filter(([at]) => !Number.isNaN(at)).sort((a, b) => a[0] - b[0]);
  return html`<ol class="steps">${known.map(
    ([at, what]) => html`<li><time>${moment(at, zoneOfTime(alert.site), serverNow())}</time> <span>${what}</span></li>`,
  )}
    ${alert.shelvedUntil ? html`<li><span>${t('shelvedUntil')} ${moment(toMillis(alert.shelvedUntil), zoneOfTime(alert.site), serverNow())}</span></li>` : nothing}
  </ol>`;
}

/** @param {any} event @returns {[number, unknown]} */
const fromJournal = (event) => [
  toMillis(event.at),
  html`${t('event.' + event.type)} ${event.by ?? ''}
  ${event.note ? html`<q>${event.note}</q>` : nothing}`,
];

/** @param {Alert} alert @returns {[number, unknown][]} */
const ownFacts = (alert) => [
  [toMillis(alert.raisedAt), t('raised')],
  [toMillis(alert.returnedAt), t('returned')],
  [
    toMillis(alert.acknowledged?.at),
    html`${t('acknowledgedBy', { by: alert.acknowledged?.by ?? '' })}
    ${alert.acknowledged?.note ? html`<q>${alert.acknowledged.note}</q>` : nothing}`,
  ],
];

customElements.define('qalqan-alert-detail', AlertDetail);
