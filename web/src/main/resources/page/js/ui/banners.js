import { html, nothing } from 'lit';
import { timeOfDay } from '../format.js';
import { link, t, who, zoneOfTime } from '../room.js';

/** Says on every screen that this is no real mine. */
export function simulationBanner() {
  const words = html`<b>${t('simulation')}</b> <span>${t('notTheMine')}</span>`;
  return who.simulation
    ? html`<div class="simulation" data-testid="simulation" role="region" aria-label=${t('simulation')}>${words}</div>`
    : nothing;
}

/** Says what this is not. */
export const footer = () => html`<footer>${t('advises')}<span>${who.session?.version ?? ''}</span></footer>`;

/** Over everything: what is seen is old. */
export function staleBanner() {
  const time = timeOfDay(link.liveUntil, zoneOfTime());
  const known = Number.isFinite(link.liveUntil);
  return html`<div class="stale-banner" data-testid="stale-banner" role="alert" aria-live="assertive">
    <strong>${known ? t('staleSince', { time }) : t('staleNever')}</strong>
    <span>${t('staleHelp')}</span>
  </div>`;
}
