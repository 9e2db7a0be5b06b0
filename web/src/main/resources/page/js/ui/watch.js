/** @typedef {import('../state/watched.js').Watched} Watched */
import { LitElement } from 'lit';

/**
 * A piece of the page: drawn into the document itself, so that one style sheet, the keyboard and screen readers see one
 * tree. It is drawn again when what it watches changes, at most once a frame.
 */
export class Piece extends LitElement {
  /** @type {(() => void)[]} */
  #watches = [];
  #asked = 0;

  /** What this piece shows. @returns {Watched[]} */
  watched() {
    return [];
  }

  /** How often it is drawn for the clock's sake, milliseconds; 0 never. */
  get everyMs() {
    return 0;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#watches = this.watched().map((watched) => watched.watch(() => this.#draw()));
    if (this.everyMs) {
      const timer = setInterval(() => this.#draw(), this.everyMs);
      this.#watches.push(() => clearInterval(timer));
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watches.forEach((end) => end());
    this.#watches = [];
  }

  #draw() {
    this.#asked ||= requestAnimationFrame(() => {
      this.#asked = 0;
      this.requestUpdate();
    });
  }
}
