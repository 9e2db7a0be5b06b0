import { html } from 'lit';
import { t, view } from '../room.js';
import { PRIORITIES } from '../state/alerts.js';
import { mark } from './mark.js';
import { Piece } from './watch.js';

/** @type {[string, string][]} */
const KEYS = [
  ['↑ ↓', 'key.move'],
  ['Enter', 'key.enter'],
  ['a', 'key.a'],
  ['m', 'key.m'],
  ['/', 'key.filter'],
  ['Home', 'key.home'],
  ['1 … 6', 'key.screens'],
  ['Esc', 'key.escape'],
  ['?', 'key.help'],
];

/** The keys and what the marks mean. */
class Help extends Piece {
  watched() {
    return [view];
  }

  firstUpdated() {
    /** @type {HTMLDialogElement} */ (this.querySelector('dialog')).showModal();
  }

  render() {
    return html`<dialog class="help" aria-labelledby="help-title" @close=${close} @cancel=${close}>
      <h2 id="help-title">${t('help')}</h2>
      <dl>${KEYS.map(([key, words]) => html`<dt><kbd>${key}</kbd></dt><dd>${t(words)}</dd>`)}</dl>
      <h2>${t('priority')}</h2>
      <p class="marks">${PRIORITIES.map((priority, level) => html`<span>${mark(level, 'solid')} ${t(priority)}</span>`)}</p>
      <p class="marks"><span>${mark(0, 'solid blink')} ${t('state.unacknowledged')}</span>
        <span>${mark(0, 'returned blink')} ${t('state.returned-unacknowledged')}</span>
        <span>${mark(0, 'hollow')} ${t('state.acknowledged')}</span></p>
      <form method="dialog"><button class="main" autofocus>${t('close')}</button></form></dialog>`;
  }
}

const close = () => view.set({ dialog: 'none' });

customElements.define('qalqan-help', Help);
