import { html, nothing } from 'lit';
import { api, newKey, Problem } from '../api.js';
import { moment } from '../format.js';
import { serverNow, t, view, who, zoneOfTime } from '../room.js';
import { toMillis } from '../state/time.js';
import { Fetched } from '../ui/fetched.js';

/** The invariants of the balance (contract 5): total, and the parts that make it up. @type {[string, string[]][]} */
const SUMS = [
  ['received', ['accepted', 'duplicate', 'quarantined']],
  ['accepted', ['stored', 'waiting']],
];

/** What came in and where it went, and what was refused and why. */
class Data extends Fetched {
  static properties = { ...Fetched.properties, answer: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.answer = '';
    this.busy = false;
  }

  watched() {
    return [view, who];
  }

  get againMs() {
    return 3000;
  }

  async ask() {
    const [balance, devices, quarantine, unknown] = await Promise.all([
      api.balance(),
      api.devices(),
      api.quarantine().catch(refusal),
      api.unknownDevices().catch(refusal),
    ]);
    return { balance, devices, quarantine, unknown };
  }

  drawn() {
    const { balance, devices, quarantine, unknown } = this.data;
    return html`<h2>${t('balance')}</h2>${balanceOf(balance)}
      <h2>${t('oddDevices')}</h2>${oddDevices(devices.devices ?? [])}
      <h2>${t('unknownDevices')}</h2>${unknown.refused ? html`<p>${unknown.refused}</p>` : unknownDevices(unknown.devices ?? [])}
      <h2>${t('quarantine')}</h2>${quarantine.refused ? html`<p>${quarantine.refused}</p>` : this.#messages(quarantine.messages ?? [])}`;
  }

  /** @param {any[]} list */
  #messages(list) {
    if (!list.length) {
      return html`<p>${t('quarantineEmpty')}</p>`;
    }
    const may = who.may('field');
    return html`${
      may
        ? html`<p class="text">${t('replayHint')}</p><div class="buttons"><button type="button" class="main"
            data-testid="replay-all" ?disabled=${this.busy} @click=${this.#replayAll}>${t('replayAll')}</button></div>`
        : nothing
    }
      ${this.answer ? html`<p class="answer-line" role="status">${this.answer}</p>` : nothing}
      <div class="table"><table><thead><tr><th>${t('at')}</th><th>${t('topic')}</th><th>${t('reason')}</th>
      ${may ? html`<th></th>` : nothing}</tr></thead>
    <tbody>${list.map(
      (message) => html`<tr data-reason=${message.reason} data-message=${message.id}>
      <td><time>${moment(toMillis(message.at), zoneOfTime(), serverNow())}</time></td><td>${message.topic}
        <small class="block">${message.contentType ?? ''}</small></td>
      <td>${message.reason}<small class="block">${message.detail ?? ''}</small></td>
      ${may ? html`<td>${this.#action(message)}</td>` : nothing}</tr>`,
    )}</tbody></table></div>`;
  }

  /** @param {any} message */
  #action(message) {
    if (message.replayedAt) {
      return html`<small>${t('replayed')}</small>`;
    }
    return message.readings
      ? html`<button type="button" ?disabled=${this.busy} @click=${() => this.#tell(() => api.replay(message.id, newKey()), () => t('replayed'))}>${t('replay')}</button>`
      : nothing;
  }

  #replayAll = () =>
    this.#tell(
      () => api.replayAll({}, newKey()),
      (answer) => t('replayedMany', { n: answer.replayed, m: answer.refused.length, k: answer.left }),
    );

  /** @param {() => Promise<any>} action @param {(answer: any) => string} said */
  async #tell(action, said) {
    this.busy = true;
    try {
      this.answer = said(await action());
    } catch (trouble) {
      this.answer = t('refused', { why: /** @type {Error} */ (trouble).message });
    }
    this.busy = false;
    await this.again();
  }
}

/** @param {unknown} trouble */
const refusal = (trouble) => ({
  refused: trouble instanceof Problem && trouble.status === 403 ? t('mayNot') : String(trouble),
});

/** @param {Record<string, number>} balance */
function balanceOf(balance) {
  const closes =
    SUMS.every(
      ([total, parts]) =>
        balance[total] === undefined || balance[total] === parts.reduce((sum, part) => sum + (balance[part] ?? 0), 0),
    ) && !balance.dropped;
  const figures = ['received', 'accepted', 'duplicate', 'quarantined', 'stored', 'waiting', 'dropped', 'forgotten'].filter(
    (name) => name in balance && (name !== 'forgotten' || balance[name] > 0),
  );
  return html`<div class="figures">${figures.map(
    (name) =>
      html`<div class="figure"><small>${t('balance.' + name)}</small><b>${balance[name]
        .toLocaleString('fr')
        .replace(/\s/g, ' ')}</b></div>`,
  )}</div>
    <p class=${closes ? 'text' : 'refused'}>${t(closes ? 'balanced' : 'unbalanced')}</p>`;
}

/** Devices with something odd, the oddest first. @param {any[]} list */
function oddDevices(list) {
  const sum = (/** @type {any} */ device) =>
    Object.values(device.counts).reduce((/** @type {number} */ all, /** @type {any} */ count) => all + count, 0);
  const odd = list
    .filter((device) => sum(device) > 0)
    .sort((a, b) => sum(b) - sum(a))
    .slice(0, 100);
  if (!odd.length) {
    return html`<p>${t('nothingOdd')}</p>`;
  }
  return html`<div class="table"><table><thead><tr><th>${t('device')}</th><th>${t('oddities')}</th><th>${t('offset')}</th>
      </tr></thead>
    <tbody>${odd.map(
      (device) => html`<tr data-device=${device.device}>
      <td>${device.device}<small class="block">${device.site}</small></td>
      <td>${Object.entries(device.counts)
        .map(([what, count]) => `${t('odd.' + what)} ${count}`)
        .join(' · ')}</td>
      <td>${(device.offsetMillis / 1000).toFixed(1)} s</td></tr>`,
    )}</tbody></table></div>`;
}

/** @param {any[]} list */
function unknownDevices(list) {
  if (!list.length) {
    return html`<p>${t('noUnknown')}</p>`;
  }
  return html`<div class="table"><table><thead><tr><th>${t('device')}</th><th>${t('topic')}</th><th>${t('values')}</th>
      <th>${t('at')}</th></tr></thead>
    <tbody>${list.map(
      (device) => html`<tr data-unknown=${device.device}>
      <td>${device.device}<small class="block">${device.site}</small></td><td>${device.topic}</td>
      <td>${Object.entries(device.values)
        .map(([quantity, value]) => `${quantity} ${value}`)
        .join(' · ')}<small class="block">${device.readings}</small></td>
      <td><time>${moment(toMillis(device.lastAt), zoneOfTime(), serverNow())}</time></td></tr>`,
    )}</tbody></table></div>`;
}

customElements.define('qalqan-data', Data);
