import { html, nothing, svg } from 'lit';
import { age, seconds, timeOfDay, day } from '../format.js';
import {
  horn,
  link,
  plan,
  readings,
  say,
  serverNow,
  setLang,
  signOut,
  silence,
  siren,
  t,
  view,
  who,
  zoneOfTime,
} from '../room.js';
import { SCREENS } from '../keys.js';
import { LANGS } from '../words.js';
import { Piece } from './watch.js';

/** No reading for this long, though the link lives, is said in the header. */
const QUIET_MS = 15_000;

/** @type {Record<string, string>} */
const LANG_NAMES = { en: 'EN', ru: 'РУ', kk: 'ҚЗ' };

export function languageSwitch() {
  return html`<div class="langs" role="group" aria-label=${t('language')}>
    ${['kk', 'ru', 'en'].map(
      (lang) => html`<button type="button" lang=${lang} aria-pressed=${view.lang === lang}
      @click=${() => setLang(/** @type {typeof LANGS[number]} */ (lang))}>${LANG_NAMES[lang]}</button>`,
    )}
  </div>`;
}

/** Who, where, when, and whether what is seen is true now. */
class Header extends Piece {
  watched() {
    return [view, who, link, plan, horn];
  }

  get everyMs() {
    return 250;
  }

  render() {
    const site = plan.sites[0];
    const zone = zoneOfTime();
    return html`<header>
      <div class="brand"><img src="./icon.svg" alt=""><h1>Qalqan</h1>
        <span>${plan.sites.map((each) => say(each.label, each.id)).join(' · ') || site?.id || ''}</span></div>
      <div class="clock" aria-label=${t('mineTime')}><time>${timeOfDay(serverNow(), zone)}</time>
        <small>${day(serverNow(), zone)} · ${t('mineTime')}</small></div>
      ${linkState()}
      <div class="sound">${soundButtons()}</div>
      ${languageSwitch()}
      <div class="who"><span>${who.session?.user}</span>
        <button type="button" @click=${signOut}>${t('signOut')}</button></div>
    </header>`;
  }
}

function linkState() {
  const quiet = serverNow() - readings.newestReceived;
  const silent = link.state === 'live' && !(quiet < QUIET_MS);
  const title = t('serverPart', {
    ms: Number.isFinite(link.serverLatencyMs) ? Math.round(link.serverLatencyMs) : '–',
    n: link.resyncs,
  });
  const detail = silent
    ? t('noReadings', { age: Number.isFinite(quiet) ? age(quiet, view.lang) : '' })
    : t('readingToScreen', { s: seconds(link.freshnessMs(), view.lang) });
  return html`<div class="link ${link.state} ${silent ? 'silent' : ''}" data-testid="link-state"
      data-state=${link.state} title=${title}>
    <i></i><b>${t(link.state === 'signed-out' ? 'stale' : link.state)}</b>
    ${link.state === 'live' ? html`<span>${detail}</span>` : nothing}
    ${link.state === 'resync' ? html`<span role="status">${t('resyncLong')}</span>` : nothing}
  </div>`;
}

function soundButtons() {
  if (horn.on && !siren.unlocked) {
    return html`<button type="button" class="loud" @click=${() => siren.unlock()}>${t('soundLocked')}</button>`;
  }
  return html`
    <button type="button" @click=${silence} ?disabled=${!horn.on} aria-keyshortcuts="m">
      ${t(horn.silenced ? 'silenced' : 'silence')} <kbd>m</kbd></button>
    <button type="button" class=${horn.on ? '' : 'loud'} aria-pressed=${horn.on} @click=${toggleSound}>
      ${t(horn.on ? 'soundOn' : 'soundOff')}</button>`;
}

function toggleSound() {
  horn.toggle();
  if (!horn.on) {
    siren.stop();
  }
}

/** @type {Record<string, unknown>} */
const ICONS = {
  alerts: svg`<path d="M12 3a6 6 0 0 1 6 6v5l2 3H4l2-3V9a6 6 0 0 1 6-6zM10 20h4"/>`,
  sensors: svg`<path d="M4 18V9M10 18V5M16 18v-7M21 18H2"/>`,
  air: svg`<path d="M3 9h11a3 3 0 1 0-3-3M3 13h15a3 3 0 1 1-3 3M3 17h7a2 2 0 1 1-2 2"/>`,
  risk: svg`<path d="M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM12 8v5M12 16v.5"/>`,
  data: svg`<path d="M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0"/>`,
  limits: svg`<path d="M3 7h18M3 17h18M8 4v6M16 14v6"/>`,
};

/** The way between screens; the digits do it too. */
class Rail extends Piece {
  watched() {
    return [view, who];
  }

  render() {
    return html`<nav aria-label=${t('screens')}>
      ${SCREENS.map(
        (screen, index) => html`<button type="button" aria-current=${view.screen === screen ? 'page' : 'false'}
          aria-keyshortcuts=${index + 1} @click=${() => view.set({ screen })}>
        <svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[screen]}</svg>${t(screen)}<kbd>${index + 1}</kbd></button>`,
      )}
      <button type="button" class="keys" @click=${() => view.set({ dialog: 'help' })}>${t('help')}<kbd>?</kbd></button>
    </nav>`;
  }
}

customElements.define('qalqan-header', Header);
customElements.define('qalqan-rail', Rail);
