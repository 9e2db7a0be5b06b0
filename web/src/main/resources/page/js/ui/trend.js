/** @typedef {import('../types.js').Alert} Alert */
/** @typedef {import('../types.js').Limit} Limit */
/** @typedef {import('../types.js').Sensor} Sensor */
/** @typedef {import('../state/series.js').Point} Point */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { age, STATE_WORDS } from '../format.js';
import { link, plan, readings, serverNow, t, view, zoneOfTime } from '../room.js';
import { grown, pointsOf } from '../state/series.js';
import { urgency } from '../state/alerts.js';
import { mark } from './mark.js';
import { valueWithUnit } from './place.js';
import { chartOptions } from './trend-options.js';
import { Piece } from './watch.js';

/** Redraws a second at most: calmer for the eye, and enough. */
const REDRAW_MS = 250;

const MINUTE = 60_000;

/** Spans on offer, and the step asked for: raw where it is missing. @type {{ms: number, step?: string}[]} */
const SPANS = [
  { ms: 30 * MINUTE },
  { ms: 120 * MINUTE, step: '30s' },
  { ms: 480 * MINUTE, step: '1m' },
  { ms: 1440 * MINUTE, step: '5m' },
];

/** The course of one sensor with its limits drawn in; grows with the live readings. */
class Trend extends Piece {
  static properties = {
    sensor: { attribute: false },
    alert: { attribute: false },
    span: { state: true },
    trouble: { state: true },
    limits: { state: true },
    loaded: { state: true },
    truncated: { state: true },
  };
  /** @type {Point[]} */
  #points = [];
  /** @type {any} */
  #chart = null;
  /** @type {ResizeObserver|undefined} */
  #resizes;
  /** @type {(() => void)|undefined} */
  #unlisten;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #redraw;
  #shown = '';

  constructor() {
    super();
    this.sensor = '';
    /** @type {Alert|undefined} */
    this.alert = undefined;
    this.span = 0;
    this.trouble = '';
    /** @type {Limit[]} */
    this.limits = [];
    this.loaded = false;
    this.truncated = false;
  }

  watched() {
    return [view, plan, link];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#unlisten = readings.listen((batch) => this.#grow(batch));
    if (this.hasUpdated) {
      this.#shown = '';
      this.requestUpdate();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unlisten?.();
    clearTimeout(this.#redraw);
    this.#resizes?.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
  }

  /** @param {Map<string, unknown>} changes */
  updated(changes) {
    const wanted = `${this.sensor} ${this.span} ${link.resyncs}`;
    if (wanted !== this.#shown) {
      this.#shown = wanted;
      this.#load(wanted);
    } else if (changes.size || this.#chart) {
      this.#drawSoon();
    }
  }

  render() {
    return html`<section class="trend" aria-label=${t('trend')}>
      <div class="spans" role="group" aria-label=${t('trend')}>${SPANS.map(
        ({ ms }, index) => html`
        <button type="button" aria-pressed=${this.span === index}
            @click=${() => (this.span = index)}>${age(ms, view.lang).replace(' 00', '')}</button>`,
      )}
        ${this.truncated ? html`<small>${t('truncated')}</small>` : nothing}</div>
      <div class="chart" data-testid="trend" data-points=${this.#points.length} role="img"
          aria-label=${this.#description()}></div>
      ${
        this.trouble
          ? html`<p class="over-chart refused"
          role="alert">${t('trendFailed', { why: this.trouble })}</p>`
          : nothing
      }
      ${
        this.loaded && !this.trouble && !this.#points.length
          ? html`
          <p class="over-chart">${t('noPoints')}</p>`
          : nothing
      }
      <ul class="limit-list">${
        this.limits.length
          ? this.limits.map((limit) => this.#limitLine(limit))
          : html`<li>${this.loaded ? t('noLimits') : nothing}</li>`
      }</ul>
    </section>`;
  }

  /** @param {Limit} limit */
  #limitLine(limit) {
    const own = this.#isOwn(limit);
    return html`<li data-testid="limit-line" data-limit=${limit.id} class=${own ? 'own' : ''}>
      ${limit.priority ? mark(urgency({ priority: limit.priority }), own ? 'solid' : 'hollow') : nothing}
      <b>${valueWithUnit(limit.value, limit.unit ?? plan.sensor(this.sensor)?.unit, this.sensor)}</b>
      ${limitName(limit)}</li>`;
  }

  /** @param {Limit} limit */
  #isOwn(limit) {
    return !!this.alert && limit.value === this.alert.limit && (!limit.rule || limit.rule === this.alert.rule);
  }

  #description() {
    const last = this.#points[this.#points.length - 1];
    return `${t('trend')} ${this.sensor}: ${t('last', { n: age(SPANS[this.span].ms, view.lang) })}, ${t('now')} ${valueWithUnit(
      last?.v,
      plan.sensor(this.sensor)?.unit,
      this.sensor,
    )}; ${this.limits.map((limit) => `${limitName(limit)} ${limit.value}`).join(', ')}`;
  }

  /** @param {string} wanted */
  async #load(wanted) {
    this.loaded = false;
    this.trouble = '';
    const { ms, step } = SPANS[this.span];
    const to = serverNow();
    const [points, sensor] = await Promise.allSettled([
      api.readings(this.sensor, to - ms, to + MINUTE, step),
      api.sensor(this.sensor),
    ]);
    if (wanted !== this.#shown) {
      return;
    }
    this.limits = sensor.status === 'fulfilled' ? known(sensor.value) : [];
    this.#points = points.status === 'fulfilled' ? pointsOf(points.value.points ?? []) : [];
    this.truncated = points.status === 'fulfilled' && points.value.truncated === true;
    this.trouble = points.status === 'rejected' ? points.reason.message : '';
    this.#growFromLatest();
    this.loaded = true;
    await this.#openChart();
    this.#draw();
  }

  async #openChart() {
    const place = /** @type {HTMLElement|null} */ (this.querySelector('.chart'));
    if (this.#chart || !place) {
      return;
    }
    const echarts = await import('echarts');
    if (this.#chart || !this.isConnected) {
      return;
    }
    this.#chart = echarts.init(place, null, { renderer: 'canvas' });
    this.#resizes = new ResizeObserver(() => this.#chart?.resize());
    this.#resizes.observe(place);
  }

  /** @param {import('../types.js').LiveReading[]} batch */
  #grow(batch) {
    const mine = batch.filter((reading) => reading.sensor === this.sensor);
    if (mine.length && this.loaded) {
      this.#points = grown(this.#points, pointsOf(mine), serverNow() - SPANS[this.span].ms);
      this.#drawSoon();
    }
  }

  #growFromLatest() {
    const latest = readings.latest(this.sensor);
    if (latest) {
      this.#points = grown(this.#points, pointsOf([latest]), serverNow() - SPANS[this.span].ms);
    }
  }

  #drawSoon() {
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      this.#draw();
    }, REDRAW_MS);
  }

  #draw() {
    const now = serverNow();
    const unitOfIt = plan.sensor(this.sensor)?.unit ?? this.alert?.unit;
    this.querySelector('.chart')?.setAttribute('data-points', String(this.#points.length));
    this.#chart?.setOption(
      chartOptions({
        points: this.#points,
        limits: this.limits,
        alert: this.alert,
        isOwn: (limit) => this.#isOwn(limit),
        from: now - SPANS[this.span].ms,
        to: now,
        zone: zoneOfTime(plan.sensor(this.sensor)?.site),
        lang: view.lang,
        name: limitName,
        value: (value) => valueWithUnit(value, unitOfIt, this.sensor),
        rem: parseFloat(getComputedStyle(document.documentElement).fontSize),
      }),
      { replaceMerge: ['series'] },
    );
  }
}

/** The limits of a sensor that have a number, lowest first. @param {Sensor} sensor @returns {Limit[]} */
function known(sensor) {
  const amounts = STATE_WORDS[sensor.quantity] ? [] : (sensor.limits ?? []);
  return amounts.filter((limit) => typeof limit.value === 'number').sort((a, b) => a.value - b.value);
}

/** `place limit`, with its level where the rule has several. @param {Limit} limit */
function limitName(limit) {
  const rule = limit.rule ?? limit.id.split(':')[0];
  return limit.level && limit.level !== 'alarm'
    ? `${t('rule.' + rule)} · ${t('level.' + limit.level)}`
    : t('rule.' + rule);
}

customElements.define('qalqan-trend', Trend);
