import { html, nothing } from 'lit';
import { newKey, Problem } from '../api.js';
import { acknowledge, alerts, comment, declare, link, say, t, unlockedBy, view } from '../room.js';
import { awaitsAnswer, isLocked } from '../state/alerts.js';
import { alertMark } from './mark.js';
import { placeOf } from './place.js';
import { Piece } from './watch.js';

/** @typedef {import('../types.js').Alert} Alert */

/**
 * What can be said about an alert: what it is called, whether it may be said now, and how it is sent.
 *
 * @type {Record<string, {id: string, title: (alert: Alert) => string, hint: string, needed: boolean,
 *     may: (alert: Alert) => boolean, send: (alert: Alert, note: string, key: string) => Promise<void>}>}
 */
const KINDS = {
  acknowledge: {
    id: 'ack',
    title: () => t('acknowledge'),
    hint: 'noteHint',
    needed: false,
    may: awaitsAnswer,
    send: acknowledge,
  },
  comment: {
    id: 'comment',
    title: () => t('comment'),
    hint: 'commentHint',
    needed: true,
    may: () => true,
    send: comment,
  },
  declare: {
    id: 'declare',
    title: (alert) => t('declare.' + unlockedBy(alert)),
    hint: 'declareHint',
    needed: true,
    may: isLocked,
    send: declare,
  },
};

/** Asks for a note and sends it with what is said about an alert. Enter sends, Escape does not. */
class NoteDialog extends Piece {
  static properties = { kind: { attribute: false }, trouble: { state: true }, busy: { state: true } };
  /** One intention, one key: sent twice, it happens once; another note is another intention. */
  #key = newKey();
  #sent = '';
  /** The alert it was opened for, whatever moves in the list meanwhile. */
  #id = view.selected ?? '';

  constructor() {
    super();
    this.kind = 'acknowledge';
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
    const kind = KINDS[this.kind];
    return html`<dialog class="acknowledge" aria-labelledby="note-title" @close=${close} @cancel=${close}>
      <form @submit=${this.#send}>
        <h2 id="note-title">${alert ? kind.title(alert) : nothing}</h2>
        ${
          alert
            ? html`<p class="what">${alertMark(alert, t(alert.priority))}<span><b>${say(alert.text, alert.rule)}</b>
          <small>${placeOf(alert)}</small></span></p>`
            : nothing
        }
        ${this.kind === 'declare' ? html`<p>${t('declareHelp')}</p>` : nothing}
        ${link.state === 'live' ? nothing : html`<p class="refused">${t('ackWhileStale')}</p>`}
        <label>${t('note')}
          <input name="note" data-testid="${kind.id}-note" maxlength="500" autocomplete="off"
              placeholder=${t(kind.hint)} ?required=${kind.needed}></label>
        ${this.trouble ? html`<p class="refused" role="alert">${this.trouble}</p>` : nothing}
        <div class="buttons"><button class="main" data-testid="${kind.id}-send"
            ?disabled=${this.busy || !alert || !kind.may(alert)}>
            ${this.busy ? t('sending') : t('send')} <kbd>Enter</kbd></button>
          <button type="button" @click=${close}>${t('cancel')}</button></div>
      </form></dialog>`;
  }

  /** @param {SubmitEvent} event */
  #send = async (event) => {
    event.preventDefault();
    const note = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('note') ?? '');
    const alert = alerts.get(this.#id);
    if (note !== this.#sent) {
      this.#key = newKey();
      this.#sent = note;
    }
    this.busy = true;
    this.trouble = '';
    try {
      await (alert && KINDS[this.kind].send(alert, note, this.#key));
      close();
    } catch (trouble) {
      this.trouble = trouble instanceof Problem ? t('refused', { why: trouble.message }) : t('notSent');
    } finally {
      this.busy = false;
    }
  };
}

const close = () => view.set({ dialog: 'none' });

customElements.define('qalqan-note-dialog', NoteDialog);
