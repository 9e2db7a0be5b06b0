/** The page's beginning: the order in which it comes to life. */
import { enter, setLang, siren, tick, view } from './room.js';
import { bindKeys } from './keys.js';
import './ui/page.js';

/** How often beats and sound are looked at, milliseconds. */
const TICK_MS = 250;

setLang(view.lang);
bindKeys(document);
['pointerdown', 'keydown'].forEach((gesture) => document.addEventListener(gesture, () => siren.unlock()));
document.addEventListener('visibilitychange', tick);
setInterval(tick, TICK_MS);
enter();
