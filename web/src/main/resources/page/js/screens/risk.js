import { html, nothing } from 'lit';
import { api } from '../api.js';
import { number, unit } from '../format.js';
import { plan, say, t, view } from '../room.js';
import { Fetched } from '../ui/fetched.js';

/** Cards of the workplaces: the index never without its worst part, its coverage and the mapping it came from. */
class Risk extends Fetched {
  watched() {
    return [view, plan];
  }

  get againMs() {
    return 60_000;
  }

  ask() {
    return api.riskWorkplaces();
  }

  drawn() {
    return html`<h2>${t('riskTitle')}</h2><p class="text">${t('indicative')}</p>
      <ul class="cards">${(this.data.workplaces ?? []).map(card)}</ul>`;
  }
}

/** @param {any} workplace */
function card(workplace) {
  const planned = plan.workplaces.find((each) => each.id === workplace.id);
  const index = workplace.index ?? workplace.risk?.index;
  const factors = workplace.factors ?? [];
  return html`<li class="card" data-workplace=${workplace.id}>
    <h3>${say(workplace.label ?? planned?.label, workplace.id)}</h3>
    <div class="figures">
      ${figure(t('index'), index === null || index === undefined ? t('insufficient') : decimal(index))}
      ${figure(t('worst'), worstOf(workplace.worst))}
      ${figure(t('coverage'), percent(workplace.coverage))}
      ${workplace.level ? figure(t('level'), say(workplace.level?.en ? workplace.level : null, String(workplace.level))) : nothing}
    </div>
    ${factors.length ? html`<table><thead><tr><th>${t('factor')}</th><th class="number">${t('value')}</th><th class="number">${t('klass')}</th></tr></thead>
      <tbody>${factors.map((/** @type {any} */ factor) => html`<tr><td>${t('q.' + (factor.factor ?? factor.quantity ?? factor.id))}</td>
        <td class="number">${decimal(factor.value)} ${unit(factor.unit, view.lang)}</td>
        <td class="number">${factor.class ?? factor.klass ?? t('insufficient')}</td></tr>`)}</tbody></table>` : nothing}
    <p><small>${workplace.insufficient ?? workplace.reason ?? ''} ${t('mapping')}: ${workplace.mapping?.version ?? workplace.mapping ?? workplace.mappingVersion ?? '–'}</small></p></li>`;
}

/** @param {string} name @param {unknown} value */
const figure = (name, value) => html`<div class="figure"><small>${name}</small><b>${value}</b></div>`;

/** Decimals travel as text; they are shown as they came. @param {any} value */
function decimal(value) {
  const text = typeof value === 'number' ? number(value, 'en') : String(value ?? '–');
  return view.lang === 'en' ? text : text.replace('.', ',');
}

/** @param {any} worst */
function worstOf(worst) {
  if (!worst || typeof worst !== 'object') {
    return worst ? t('q.' + worst) : '–';
  }
  return `${t('q.' + (worst.factor ?? worst.name ?? worst.component))} ${worst.class ?? decimal(worst.value ?? '')}`;
}

/** @param {any} share */
function percent(share) {
  const value = Number(typeof share === 'object' ? share?.share : share);
  return Number.isFinite(value) ? `${Math.round(value * 100)} %` : '–';
}

customElements.define('qalqan-risk', Risk);
