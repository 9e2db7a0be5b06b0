import { html, nothing } from 'lit';
import { api } from '../api.js';
import { day, minuteOfDay, unit } from '../format.js';
import { plan, say, t, view, zoneOfTime } from '../room.js';
import { toMillis } from '../state/time.js';
import { Fetched } from '../ui/fetched.js';

/** Parts of the index in the order of its formula. */
const PARTS = ['harm', 'injury', 'equipment', 'protection', 'health'];

/** Classes by the names a program gives them. @type {Record<string, string>} */
const CLASSES = {
  OPTIMAL: '1',
  PERMISSIBLE: '2',
  HARMFUL_1: '3.1',
  HARMFUL_2: '3.2',
  HARMFUL_3: '3.3',
  HARMFUL_4: '3.4',
  DANGEROUS: '4',
};

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

/** @param {any} risk */
function card(risk) {
  const post = risk.workplace ?? risk;
  return html`<li class="card" data-workplace=${post.id}>
    <h3>${say(post.label, post.id)} <small>${post.people ? t('people', { n: post.people }) : nothing} ${shiftOf(risk, post)}</small></h3>
    <div class="figures">
      ${figure(t('index'), indexOf(risk))}
      ${figure(t('level'), levelOf(risk))}
      ${figure(t('worst'), worstOf(risk.worst))}
      ${figure(t('coverage'), coverageOf(risk.coverage))}
    </div>
    ${risk.reason ? html`<p class="text">${risk.reason}</p>` : nothing}
    ${factorTable(risk.factors ?? [])}
    <ul class="parts">${PARTS.filter((part) => risk[part]).map((part) => partOf(risk[part]))}</ul>
    <p><small>${t('mapping')}: ${risk.mappingVersion ?? risk.mapping ?? '–'}</small></p></li>`;
}

/** @param {string} name @param {unknown} value */
const figure = (name, value) => html`<div class="figure"><small>${name}</small><b>${value}</b></div>`;

/** @param {any} part one of В, Т, Об, СИЗ, З */
const partOf = (part) =>
  html`<li title="${part.by ?? ''}">${part.letter} <b>${part.value === null ? '–' : decimal(part.value)}</b></li>`;

/** @param {any[]} factors */
function factorTable(factors) {
  return factors.length
    ? html`<table><thead><tr><th>${t('factor')}</th><th class="number">${t('value')}</th>
        <th class="number">${t('klass')}</th></tr></thead>
    <tbody>${factors.map(
      (factor) => html`<tr data-factor=${factor.name}><td>${t('q.' + factor.name)}
          <small class="block">${factor.reason ?? ''}</small></td>
      <td class="number">${factor.value === null ? '–' : html`${decimal(factor.value)} ${unit(factor.unit, view.lang)}`}</td>
      <td class="number">${classOf(factor)}</td></tr>`,
    )}</tbody></table>`
    : nothing;
}

/** @param {any} factor */
function classOf(factor) {
  const word = factor.workingClass ?? factor.class;
  return word
    ? (CLASSES[word] ?? word)
    : t(
        'risk.' +
          String(factor.state ?? 'not-assessed')
            .toLowerCase()
            .replaceAll('_', '-'),
      );
}

/** @param {any} risk */
function indexOf(risk) {
  const value = risk.index?.value ?? risk.index;
  return value === null || value === undefined ? t('insufficient') : decimal(value);
}

/** @param {any} risk */
function levelOf(risk) {
  const level = risk.index?.level ?? risk.level;
  const word = level?.word ?? level;
  return word ? t('risk.' + String(word).toLowerCase().replace(/[_ ]/g, '-')) : '–';
}

/** @param {any} worst */
const worstOf = (worst) => (worst ? `${(worst.letters ?? [worst.letter]).join(', ')} ${decimal(worst.value)}` : '–');

/** @param {any} coverage */
const coverageOf = (coverage) => (coverage?.of ? `${coverage.assessed} / ${coverage.of}` : '–');

/** @param {any} risk @param {any} post */
function shiftOf(risk, post) {
  const [from, to] = [toMillis(risk.shift?.from), toMillis(risk.shift?.to)];
  const zone = zoneOfTime(post.site);
  return Number.isNaN(from) ? '' : `· ${day(from, zone)} ${minuteOfDay(from, zone)}–${minuteOfDay(to, zone)}`;
}

/** Decimals are shown as they came: the mapping decided their digits. @param {any} value */
function decimal(value) {
  const text = String(value);
  return view.lang === 'en' ? text : text.replace('.', ',');
}

customElements.define('qalqan-risk', Risk);
