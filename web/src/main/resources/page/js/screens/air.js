/** @typedef {import('../types.js').Zone} Zone */
/** @typedef {import('../types.js').Alert} Alert */
import { html, nothing, svg } from 'lit';
import { gasName } from '../format.js';
import { alerts, link, plan, readings, say, select, t, view } from '../room.js';
import { awaitsAnswer, isActive, urgency } from '../state/alerts.js';
import { layered } from '../state/layers.js';
import { alertMark } from '../ui/mark.js';
import { readingText, sensorName, zoneName } from '../ui/place.js';
import { Piece } from '../ui/watch.js';

const BOX = { width: 178, height: 92, gapX: 34, gapY: 30 };

/** Letters that fit into a box's line. */
const LINE = 17;

/** The air network: what each place's worst alert is, and where its air goes. */
class Air extends Piece {
  static properties = { chosen: { state: true }, site: { state: true } };

  constructor() {
    super();
    this.chosen = '';
    this.site = '';
  }

  watched() {
    return [plan, alerts, readings, view, link];
  }

  render() {
    const site = this.site || plan.sites[0]?.id || plan.zones[0]?.site || '';
    const zones = plan.zones.filter((zone) => zone.site === site);
    const lit = new Set(this.chosen ? plan.downwind(site, this.chosen) : []);
    return html`<div class="split air">
      <section class="screen"><h2>${t('airTitle')} ${this.#sites(site)}</h2>${this.#map(zones, lit)}</section>
      <section class="beside-part">${this.chosen ? this.#zone(site, lit) : html`<p>${t('pickZone')}</p>`}</section>
    </div>`;
  }

  /** @param {string} chosen */
  #sites(chosen) {
    return plan.sites.length < 2
      ? nothing
      : html`<span class="spans">${plan.sites.map(
          (site) => html`
      <button type="button" aria-pressed=${site.id === chosen}
          @click=${() => this.#toSite(site.id)}>${say(site.label, site.id)}</button>`,
        )}</span>`;
  }

  /** @param {string} site */
  #toSite(site) {
    this.site = site;
    this.chosen = '';
  }

  /** @param {Zone[]} zones @param {Set<string>} lit */
  #map(zones, lit) {
    const { places, columns, rows } = layered(zones);
    const at = (/** @type {string} */ id) => {
      const place = places.get(id);
      return place && { x: 10 + place.column * (BOX.width + BOX.gapX), y: 10 + place.row * (BOX.height + BOX.gapY) };
    };
    const width = columns * (BOX.width + BOX.gapX) - BOX.gapX + 20;
    const height = rows * (BOX.height + BOX.gapY) - BOX.gapY + 20;
    return html`<svg class="map" viewBox="0 0 ${width} ${height}" role="group" aria-label=${t('airTitle')}>
      <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
          orient="auto"><path d="M0 0 8 4 0 8z"/></marker>
        <marker id="arrow-lit" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
            orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
      ${zones.flatMap((zone) =>
        (zone.airflowTo ?? []).map((to) => {
          const wet = (zone.id === this.chosen || lit.has(zone.id)) && lit.has(to);
          return flow(at(zone.id), at(to), wet);
        }),
      )}
      ${zones.map((zone) => this.#box(zone, at(zone.id), lit.has(zone.id)))}
    </svg>`;
  }

  /** @param {Zone} zone @param {{x: number, y: number}|undefined} place @param {boolean} downwind */
  #box(zone, place, downwind) {
    if (!place) {
      return nothing;
    }
    const here = alertsIn(zone.site, zone.id);
    const worst = here[0];
    const choose = () => (this.chosen = zone.id);
    const name = zoneName(zone.site, zone.id);
    const look = `${this.chosen === zone.id ? 'chosen' : ''} ${downwind ? 'downwind' : ''} ${worst ? `alarmed p${urgency(worst)}` : ''}`;
    return svg`<g class="place ${look}" transform="translate(${place.x} ${place.y})" tabindex="0" role="button"
        data-zone=${zone.id}
        aria-pressed=${this.chosen === zone.id} aria-label="${name}, ${here.length} ${t('alerts')}" @click=${choose}
        @keydown=${(/** @type {KeyboardEvent} */ event) => (event.key === 'Enter' || event.key === ' ') && choose()}>
      <rect width=${BOX.width} height=${BOX.height} rx="4"/>
      ${inLines(name, worst ? LINE - 3 : LINE).map((line, row) => svg`<text class="name" x="9" y=${23 + row * 18}>${line}</text>`)}
      ${keyFigures(zone).map((figure, row) => svg`<text class="figure" x="9" y=${64 + row * 18}>${figure}</text>`)}
      ${
        worst
          ? svg`<svg x=${BOX.width - 36} y="6" width="30" height="30">${alertMark(worst, t(worst.priority))}</svg>
        <text class="count" x=${BOX.width - 21} y="54" text-anchor="middle">${here.length > 1 ? '×' + here.length : ''}</text>`
          : nothing
      }
    </g>`;
  }

  /** @param {string} site @param {Set<string>} lit */
  #zone(site, lit) {
    const here = alertsIn(site, this.chosen);
    const posts = plan.workplaces.filter((workplace) =>
      (workplace.stays ?? []).some((/** @type {any} */ stay) => stay.zone === this.chosen || lit.has(stay.zone)),
    );
    return html`<h2>${zoneName(site, this.chosen)} <small>${plan.zone(site, this.chosen)?.location ?? ''}</small></h2>
      <h3>${t('openAlerts')}</h3>${
        here.length
          ? html`<ul class="plain">${here.map(
              (alert) => html`<li><button type="button" @click=${() => open(alert)}>
        ${alertMark(alert, t(alert.priority))} ${say(alert.text, alert.rule)}</button></li>`,
            )}</ul>`
          : html`<p>${t('noneHere')}</p>`
      }
      <h3>${t('downwind')}</h3><p class="text">${[...lit].map((id) => zoneName(site, id)).join(' → ') || t('nobodyDownwind')}</p>
      <h3>${t('workplaces')}</h3>${
        posts.length
          ? html`<ul class="plain">${posts.map(
              (post) => html`<li>${say(post.label, post.id)}
        <small>${post.people ? t('people', { n: post.people }) : nothing}</small></li>`,
            )}</ul>`
          : html`<p>${t('noneHere')}</p>`
      }
      <h3>${t('sensors')}</h3><ul class="plain values">${plan.sensors
        .filter((sensor) => sensor.site === site && sensor.zone === this.chosen)
        .map(
          (sensor) =>
            html`<li>${sensorName(sensor.id)} <b>${readingText(readings.latest(sensor.id), sensor.unit)}</b></li>`,
        )}</ul>`;
  }
}

/** Active ones and those that wait, gravest first. @param {string} site @param {string} zone @returns {Alert[]} */
function alertsIn(site, zone) {
  return alerts
    .all()
    .filter((alert) => alert.site === site && alert.zone === zone && (isActive(alert) || awaitsAnswer(alert)))
    .sort((a, b) => urgency(a) - urgency(b));
}

/** The highest methane and the air of a place, else its first sensor. @param {Zone} zone @returns {string[]} */
function keyFigures(zone) {
  const here = plan.sensors.filter((sensor) => sensor.site === zone.site && sensor.zone === zone.id);
  const methane = here
    .filter((sensor) => sensor.quantity === 'ch4')
    .sort((a, b) => (readings.latest(b.id)?.v ?? -1) - (readings.latest(a.id)?.v ?? -1))[0];
  const shown = [methane, here.find((sensor) => sensor.quantity === 'air-velocity')].filter(
    (sensor) => sensor !== undefined,
  );
  return (shown.length ? shown : here.slice(0, 1)).map((sensor) =>
    `${gasName(sensor.quantity) ?? ''} ${readingText(readings.latest(sensor.id), sensor.unit)}`.trim(),
  );
}

/** @param {{x: number, y: number}|undefined} from @param {{x: number, y: number}|undefined} to @param {boolean} lit */
function flow(from, to, lit) {
  if (!from || !to) {
    return nothing;
  }
  const start = { x: from.x + BOX.width, y: from.y + BOX.height / 2 };
  const end = { x: to.x - 2, y: to.y + BOX.height / 2 };
  const bend = Math.max(40, (end.x - start.x) / 2);
  return svg`<path class="flow ${lit ? 'lit' : ''}" marker-end="url(#${lit ? 'arrow-lit' : 'arrow'})"
    d="M${start.x} ${start.y} C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}"/>`;
}

/** Two lines at most, broken between words. @param {string} text @param {number} most @returns {string[]} */
function inLines(text, most) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    longer.length <= most || lines.length === 2 ? (lines[lines.length - 1] = longer) : lines.push(word);
  }
  return lines.filter(Boolean).map((line) => (line.length > most + 2 ? line.slice(0, most + 1) + '…' : line));
}

/** @param {Alert} alert */
function open(alert) {
  select(alert.id);
  view.set({ screen: 'alerts', detail: true });
}

customElements.define('qalqan-air', Air);
