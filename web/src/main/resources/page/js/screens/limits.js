/** @typedef {import('../types.js').Limit} Limit */
import { html, nothing } from 'lit';
import { api, newKey } from '../api.js';
import { moment, number, unit } from '../format.js';
import { serverNow, t, view, who, zoneOfTime } from '../room.js';
import { urgency } from '../state/alerts.js';
import { toMillis } from '../state/time.js';
import { Fetched } from '../ui/fetched.js';
import { mark } from '../ui/mark.js';

/** The limits in force and the proposals to change them; a change needs an author and a reason. */
class Limits extends Fetched {
  static properties = {
    ...Fetched.properties,
    chosen: { state: true },
    answer: { state: true },
    filter: { state: true },
  };

  constructor() {
    super();
    /** @type {Limit|null} */
    this.chosen = null;
    this.answer = '';
    this.filter = '';
  }

  watched() {
    return [view, who];
  }

  async ask() {
    if (!who.may('engineer')) {
      throw new Error(t('engineersOnly'));
    }
    const [limits, proposals] = await Promise.all([api.limits(), api.proposals()]);
    return { limits: limits.limits ?? [], proposals: proposals.proposals ?? [] };
  }

  drawn() {
    return html`<div class="split">
      <section class="screen"><div class="filter"><h2>${t('limitsTitle')}</h2>
        <input type="search" placeholder=${t('filter')} aria-label=${t('filter')}
            @input=${(/** @type {any} */ event) => (this.filter = event.target.value)}></div>
        ${this.#table()}</section>
      <section class="beside-part">${this.chosen ? this.#form(this.chosen) : nothing}
        ${this.answer ? html`<p class="answer-line" role="status">${this.answer}</p>` : nothing}
        <h2>${t('proposals')}</h2>${this.#proposals()}</section></div>`;
  }

  #table() {
    const shown = this.data.limits.filter((/** @type {Limit} */ limit) => limit.id.includes(this.filter));
    return html`<div class="table"><table><thead><tr><th>${t('priority')}</th><th>${t('limitOf')}</th>
        <th>${t('scope')}</th><th class="number">${t('value')}</th>
      <th>${t('source', { s: '' })}</th><th>${t('newValue')}</th></tr></thead>
      <tbody>${shown.map(
        (/** @type {Limit} */ limit) => html`<tr data-limit=${limit.id}>
        <td>${limit.priority ? mark(urgency({ priority: limit.priority }), 'hollow', t(limit.priority)) : nothing}</td>
        <td>${t('rule.' + limit.rule)}<small class="block">${limit.rule}:${limit.level}</small></td>
        <td>${limit.scope ?? limit.id.split(':').slice(2).join(':')}</td>
        <td class="number"><b>${number(limit.value, view.lang)} ${unit(limit.unit, view.lang)}</b>
            <small class="block">${t('version', { n: limit.version ?? 1 })}</small></td>
        <td>${limit.source ?? ''}</td>
        <td><button type="button" @click=${() => this.#choose(limit)}>${t('propose')}</button></td></tr>`,
      )}</tbody></table></div>`;
  }

  /** @param {Limit} limit */
  #choose(limit) {
    this.chosen = limit;
    this.answer = '';
  }

  /** @param {Limit} limit */
  #form(limit) {
    return html`<form class="propose" @submit=${this.#send}><h2>${t('proposeTitle')}
        <small class="block">${limit.id}</small></h2>
      <label>${t('newValue')} (${t('now')} ${number(limit.value, view.lang)} ${unit(limit.unit, view.lang)})
        <input name="value" type="number" step="any" required></label>
      <label>${t('reason')}<input name="reason" required minlength="3" placeholder=${t('reasonHint')}></label>
      <div class="buttons"><button class="main">${t('propose')}</button>
        <button type="button" @click=${() => (this.chosen = null)}>${t('cancel')}</button></div></form>`;
  }

  /** @param {SubmitEvent} event */
  #send = async (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const { id: limit = '', site } = this.chosen ?? {};
    const value = Number(form.get('value'));
    await this.#tell(() =>
      api.propose({ limit, ...(site ? { site } : {}), value, reason: String(form.get('reason')) }, newKey()),
    );
    this.chosen = null;
  };

  /** @param {() => Promise<any>} action */
  async #tell(action) {
    try {
      const answer = await action();
      this.answer = `${t('done')}: ${t('state.proposal.' + answer?.state)}`;
      this.again();
    } catch (trouble) {
      this.answer = t('refused', { why: /** @type {Error} */ (trouble).message });
    }
  }

  #proposals() {
    const list = this.data.proposals;
    return list.length
      ? html`<ul class="plain">${list.map(
          (/** @type {any} */ proposal) => html`<li data-proposal=${proposal.id}>
      <b>${proposal.limit} → ${number(proposal.value, view.lang)}</b>
      <small class="block">${t('state.proposal.' + proposal.state)} · ${proposal.author ?? proposal.by ?? ''} · ${moment(toMillis(proposal.at), zoneOfTime(), serverNow())}</small>
      <q>${proposal.reason ?? ''}</q>
      ${
        ['proposed', 'approving'].includes(proposal.state) && who.may('engineer')
          ? html`<button type="button" @click=${() => this.#tell(() => api.approve(proposal.id))}>${t('approve')}</button>`
          : nothing
      }</li>`,
        )}</ul>`
      : html`<p>${t('noProposals')}</p>`;
  }
}

customElements.define('qalqan-limits', Limits);
