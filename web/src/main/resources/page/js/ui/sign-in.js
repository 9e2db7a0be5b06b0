import { html, nothing } from 'lit';
import { Problem } from '../api.js';
import { enter, signIn, silence, t, view, who } from '../room.js';
import { footer, simulationBanner } from './banners.js';
import { languageSwitch } from './frame.js';
import { Piece } from './watch.js';

/** Asks who is there. Says loudly when a session ended, because an old screen may still hang on the wall. */
class SignIn extends Piece {
  static properties = { trouble: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.trouble = '';
    this.busy = false;
  }

  watched() {
    return [view, who];
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  render() {
    document.body.dataset.link = 'signed-out';
    const words = this.trouble || who.ended;
    return html`${simulationBanner()}
      <main class="sign-in">
        <form @submit=${this.#send} @input=${silence} aria-labelledby="sign-in-title">
          <img src="./icon.svg" alt="" width="56" height="56">
          <h1 id="sign-in-title">Qalqan <small>${t('controlRoom')}</small></h1>
          ${words ? html`<p class="refused" role="alert">${t(words)}</p>` : nothing}
          ${words === 'serverAway' ? html`<button type="button" @click=${enter}>${t('retry')}</button>` : nothing}
          <label>${t('user')}
            <input name="user" data-testid="sign-in-user"
                autocomplete="username" required autocapitalize="none"></label>
          <label>${t('password')}
            <input name="password" data-testid="sign-in-password" type="password"
                autocomplete="current-password" required></label>
          <button class="main" data-testid="sign-in-submit" ?disabled=${this.busy}>${t('signIn')}</button>
          ${languageSwitch()}
        </form>
      </main>
      ${footer()}`;
  }

  /** @param {SubmitEvent} event */
  #send = async (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.busy = true;
    this.trouble = '';
    try {
      await signIn(String(form.get('user')), String(form.get('password')));
    } catch (trouble) {
      this.trouble = wordsFor(trouble);
    } finally {
      this.busy = false;
    }
  };
}

/** @param {unknown} trouble */
function wordsFor(trouble) {
  if (!(trouble instanceof Problem)) {
    return 'serverAway';
  }
  const known = /** @type {Record<number, string>} */ ({
    400: 'wrongPassword',
    401: 'wrongPassword',
    403: 'wrongPassword',
    429: 'tooMany',
  });
  return known[trouble.status] ?? trouble.message;
}

customElements.define('qalqan-sign-in', SignIn);
