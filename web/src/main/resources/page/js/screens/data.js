import { html } from 'lit';
import { api, Problem } from '../api.js';
import { moment } from '../format.js';
import { serverNow, t, view, zoneOfTime } from '../room.js';
import { toMillis } from '../state/time.js';
import { Fetched } from '../ui/fetched.js';

/** The invariants of the balance (contract 5): total, and the parts that make it up. @type {[string, string[]][]} */
const SUMS = [
  ['received', ['accepted', 'duplicate', 'quarantined']],
  ['accepted', ['stored', 'waiting']],
];

/** What came in and where it went, and what was refused and why. */
class Data extends Fetched {
  watched() {
    return [view];
  }

  get againMs() {
    return 3000;
  }

  async ask() {
    const [balance, quarantine] = await Promise.all([api.balance(), api.quarantine().catch(refusal)]);
    return { balance, quarantine };
  }

  drawn() {
    const { balance, quarantine } = this.data;
    return html`<h2>${t('balance')}</h2>${balanceOf(balance)}
      <h2>${t('quarantine')}</h2>${quarantine.refused ? html`<p>${quarantine.refused}</p>` : messages(quarantine.messages ?? [])}`;
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
  const figures = ['received', 'accepted', 'duplicate', 'quarantined', 'stored', 'waiting', 'dropped'].filter(
    (name) => name in balance,
  );
  return html`<div class="figures">${figures.map(
    (name) =>
      html`<div class="figure"><small>${t('balance.' + name)}</small><b>${balance[name]
        .toLocaleString('fr')
        .replace(/\s/g, ' ')}</b></div>`,
  )}</div>
    <p class=${closes ? 'text' : 'refused'}>${t(closes ? 'balanced' : 'unbalanced')}</p>`;
}

/** @param {any[]} list */
function messages(list) {
  if (!list.length) {
    return html`<p>${t('quarantineEmpty')}</p>`;
  }
  return html`<div class="table"><table><thead><tr><th>${t('at')}</th><th>${t('topic')}</th><th>${t('reason')}</th>
      </tr></thead>
    <tbody>${list.map(
      (message) => html`<tr data-reason=${message.reason}>
      <td><time>${moment(toMillis(message.at), zoneOfTime(), serverNow())}</time></td><td>${message.topic}</td>
      <td>${message.reason}<small class="block">${message.detail ?? ''}</small></td></tr>`,
    )}</tbody></table></div>`;
}

customElements.define('qalqan-data', Data);
