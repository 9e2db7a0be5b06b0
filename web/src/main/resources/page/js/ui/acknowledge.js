import { html, nothing } from 'lit';
import { newKey, Problem } from '../api.js';
import { acknowledge, alerts, link, say, t, view } from '../room.js';
import { awaitsAnswer } from '../state/alerts.js';
import { alertMark } from './mark.js';
import { placeOf } from './place.js';
import { Piece } from './watch.js';

/** Asks for a note and sends the acknowledgement. Enter sends, Escape does not. */
class Acknowledge extends Piece {
  static properties = { trouble: { state: true }, busy: { state: true } };
  /** One intention, one key: sent twice, it happens once. */
  #key = newKey();
  /** The alert it was opened for, whatever moves in the list meanwhile. */
  #id = view.selected ?? '';

  constructor() {
    super();
    this.trouble = '';
    this.busy = false;
  }

  watched() {
    return [alerts, view, link];
  }

  firstUpdated() {
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
    dialog.showModal();
    this.querySelector('input')?.focus();
  }

  render() {
    const alert = alerts.get(this.#id);
    return html`<dialog class="acknowledge" aria-labelledby="ack-title" @close=${close} @cancel=${close}>
      <form @submit=${this.#send}>
        <h2 id="ack-title">${t('acknowledgeTitle')}</h2>
        ${alert ? html`<p class="what">${alertMark(alert, t(alert.priority))}<span><b>${say(alert.text, alert.rule)}</b>
          <small>${placeOf(alert)}</small></span></p>` : nothing}
        ${link.state === 'live' ? nothing : html`<p class="refused">${t('ackWhileStale')}</p>`}
        <label>${t('note')}
          <input name="note" data-testid="ack-note" maxlength="500" autocomplete="off" placeholder=${t('noteHint')}></label>
        ${this.trouble ? html`<p class="refused" role="alert">${this.trouble}</p>` : nothing}
        <div class="buttons"><button class="main" data-testid="ack-send" ?disabled=${this.busy || !alert || !awaitsAnswer(alert)}>
            ${t(this.busy ? 'sending' : 'send')}</button>
          <button type="button" @click=${close}>${t('cancel')}</button></div>
      </form></dialog>`;
  }

  /** @param {SubmitEvent} event */
  #send = async (event) => {
    event.preventDefault();
    const note = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('note') ?? '');
    this.busy = true;
    this.trouble = '';
    try {
      await acknowledge(this.#id, note, this.#key);
      close();
    } catch (trouble) {
      this.trouble = trouble instanceof Problem ? t('refused', { why: trouble.message }) : t('notSent');
    } finally {
      this.busy = false;
    }
  };
}

const close = () => view.set({ dialog: 'none' });

customElements.define('qalqan-acknowledge', Acknowledge);
