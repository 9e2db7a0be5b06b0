import { html, nothing } from 'lit';
import { link, t, view, who } from '../room.js';
import { footer, simulationBanner, staleBanner } from './banners.js';
import { Piece } from './watch.js';
import './frame.js';
import './help.js';
import './note-dialog.js';
import './sign-in.js';
import './strip.js';
import '../screens/alerts.js';
import '../screens/air.js';
import '../screens/data.js';
import '../screens/limits.js';
import '../screens/risk.js';
import '../screens/sensors.js';

/** @type {Record<string, () => unknown>} */
const SCREENS = {
  alerts: () => html`<qalqan-alerts></qalqan-alerts>`,
  sensors: () => html`<qalqan-sensors></qalqan-sensors>`,
  air: () => html`<qalqan-air></qalqan-air>`,
  risk: () => html`<qalqan-risk></qalqan-risk>`,
  data: () => html`<qalqan-data></qalqan-data>`,
  limits: () => html`<qalqan-limits></qalqan-limits>`,
};

const noteDialog = () => html`<qalqan-note-dialog .kind=${view.dialog}></qalqan-note-dialog>`;

/** @type {Record<string, () => unknown>} */
const DIALOGS = {
  acknowledge: noteDialog,
  comment: noteDialog,
  declare: noteDialog,
  help: () => html`<qalqan-help></qalqan-help>`,
};

/** The whole page: sign-in, or the frame that stays on every screen with one screen inside. */
class Page extends Piece {
  watched() {
    return [view, who, link];
  }

  render() {
    if (who.session === undefined) {
      return nothing;
    }
    return who.session ? this.#room() : html`<qalqan-sign-in></qalqan-sign-in>`;
  }

  #room() {
    document.body.dataset.link = link.state;
    return html`
      ${simulationBanner()}
      <qalqan-header></qalqan-header>
      <qalqan-strip></qalqan-strip>
      <div class="body">
        <qalqan-rail></qalqan-rail>
        <main id="main" aria-label=${t(view.screen)}>${SCREENS[view.screen]()}</main>
      </div>
      ${footer()}
      ${link.state === 'stale' ? staleBanner() : nothing}
      ${DIALOGS[view.dialog]?.() ?? nothing}`;
  }
}

customElements.define('qalqan-page', Page);
