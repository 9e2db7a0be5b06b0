import { html } from 'lit';
import { t } from '../room.js';
import { Piece } from './watch.js';

/** A screen over something asked for from the server, asked again every so often while it is in view. */
export class Fetched extends Piece {
  static properties = { data: { state: true }, trouble: { state: true } };
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #timer;

  constructor() {
    super();
    /** @type {any} */
    this.data = null;
    this.trouble = '';
  }

  /** What is asked for. @returns {Promise<any>} */
  async ask() {
    return null;
  }

  /** How often, milliseconds. */
  get againMs() {
    return 10_000;
  }

  connectedCallback() {
    super.connectedCallback();
    this.again();
    this.#timer = setInterval(() => this.again(), this.againMs);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  again = async () => {
    try {
      this.data = await this.ask();
      this.trouble = '';
    } catch (trouble) {
      this.trouble = String(/** @type {Error} */ (trouble).message);
    }
  };

  /** @returns {unknown} */
  drawn() {
    return '';
  }

  render() {
    const trouble = this.trouble
      ? html`<p class="refused" role="alert">${t('failed', { why: this.trouble })} <button type="button"
          @click=${this.again}>${t('retry')}</button></p>`
      : '';
    return html`<div class="screen">${trouble}${this.data ? this.drawn() : this.trouble ? '' : html`<p>${t('loading')}</p>`}</div>`;
  }
}
