/** @typedef {import('../types.js').Alert} Alert */
/** @typedef {import('../types.js').Sensor} Sensor */
import { html, nothing } from 'lit';
import { age, deviceOf } from '../format.js';
import { alerts, learnLimits, link, plan, quantityName, readings, serverNow, t, view } from '../room.js';
import { isActive, urgency } from '../state/alerts.js';
import { nearness } from '../state/nearness.js';
import { isMeasured, NOTHING_WRONG } from '../state/readings.js';
import { toMillis } from '../state/time.js';
import { alertMark } from '../ui/mark.js';
import { readingText, zoneName } from '../ui/place.js';
import { Piece } from '../ui/watch.js';
import '../ui/trend.js';

/** All sensors by place with their values now; colour only where something is not good. */
class Sensors extends Piece {
  static properties = { chosen: { state: true }, filter: { state: true }, onlyBad: { state: true } };

  constructor() {
    super();
    this.chosen = '';
    this.filter = '';
    this.onlyBad = false;
  }

  watched() {
    return [readings, plan, alerts, view, link];
  }

  connectedCallback() {
    super.connectedCallback();
    learnLimits();
  }

  get everyMs() {
    return 1000;
  }

  render() {
    const worst = worstBySensor();
    return html`<div class="split">
      <section class="screen">
        <div class="filter">
          <input type="search" placeholder=${t('filter')} aria-label=${t('filter')}
              @input=${(/** @type {any} */ event) => (this.filter = event.target.value)}>
          <button type="button" aria-pressed=${this.onlyBad}
              @click=${() => (this.onlyBad = !this.onlyBad)}>${t(this.onlyBad ? 'notGoodOnly' : 'allSensors')}</button>
        </div>
        <div class="zones">${plan.zones.map((zone) => this.#zone(zone, worst))}</div>
      </section>
      <section class="beside-part">${
        this.chosen
          ? html`<h2>${deviceOf(this.chosen)} <small>${quantityName(this.chosen)}</small></h2><qalqan-trend
              .sensor=${this.chosen}></qalqan-trend>`
          : html`<p>${t('pickSensor')}</p>`
      }</section>
    </div>`;
  }

  /** @param {import('../types.js').Zone} zone @param {Map<string, Alert>} worst */
  #zone(zone, worst) {
    const here = plan.sensors
      .filter((sensor) => sensor.zone === zone.id && sensor.site === zone.site)
      .filter((sensor) => this.#wanted(sensor, worst));
    return here.length
      ? html`<section class="zone"><h2>${zoneName(zone.site, zone.id)}</h2>
      <ul>${here.map((sensor) => this.#sensor(sensor, worst.get(sensor.id)))}</ul></section>`
      : nothing;
  }

  /** @param {Sensor} sensor @param {Map<string, Alert>} worst */
  #wanted(sensor, worst) {
    const text = `${sensor.id} ${quantityName(sensor.id)} ${zoneName(sensor.site, sensor.zone)}`.toLowerCase();
    const bad =
      worst.has(sensor.id) ||
      stateOf(sensor) !== 'good' ||
      nearness(readings.latest(sensor.id)?.v, plan.limits(sensor.id)) !== '';
    return text.includes(this.filter.toLowerCase()) && (!this.onlyBad || bad);
  }

  /** @param {Sensor} sensor @param {Alert|undefined} alert */
  #sensor(sensor, alert) {
    const reading = readings.latest(sensor.id);
    const state = stateOf(sensor);
    const near = isMeasured(reading) ? nearness(reading?.v, plan.limits(sensor.id)) : '';
    return html`<li><button type="button" class="sensor ${near} ${state === 'good' ? '' : 'bad'}"
        aria-pressed=${this.chosen === sensor.id}
        data-sensor=${sensor.id} data-state=${state} @click=${() => (this.chosen = sensor.id)}>
      ${alert ? alertMark(alert, `${t('priority')} ${urgency(alert) + 1}`) : nothing}
      <span class="name">${sensor.device}<small>${quantityName(sensor.id)}</small></span>
      ${state === 'good' ? nothing : html`<i class="flag" title=${why(sensor, state)}>${t('trust.' + state)}</i>`}
      <b title=${near ? t(near) : ''}>${readingText(reading, sensor.unit)}</b>
      <small class="age">${reading ? age(serverNow() - toMillis(reading.t), view.lang) : ''}</small></button></li>`;
  }
}

/** @param {Sensor} sensor the live word, else the plan's */
function stateOf(sensor) {
  const quality = readings.latest(sensor.id)?.quality ?? 'good';
  return [readings.state(sensor.id), quality].find((word) => !NOTHING_WRONG.has(word)) ?? 'good';
}

/** What the state of the plan means, in words. @param {Sensor} sensor @param {string} state */
function why(sensor, state) {
  const texts = sensor.state === state ? sensor.why : undefined;
  return texts ? (texts[view.lang] ?? texts.en) : '';
}

/** The gravest active alert of each sensor, an unanswered one first. @returns {Map<string, Alert>} */
function worstBySensor() {
  /** @type {Map<string, Alert>} */
  const worst = new Map();
  for (const alert of alerts.all().filter(isActive)) {
    const known = alert.sensor ? worst.get(alert.sensor) : undefined;
    if (alert.sensor && (!known || urgency(alert) < urgency(known))) {
      worst.set(alert.sensor, alert);
    }
  }
  return worst;
}

customElements.define('qalqan-sensors', Sensors);
