/** The control room: the stores every screen looks at, and what an operator can do. One per page. */
/** @typedef {import('./types.js').Alert} Alert */
/** @typedef {import('./types.js').Session} Session */
/** @typedef {import('./format.js').Lang} Lang */
import { api, Problem } from './api.js';
import { quantityOf } from './format.js';
import { Live } from './live.js';
import { Siren } from './sound.js';
import { AlertBook } from './state/alerts.js';
import { Horn } from './state/horn.js';
import { Link } from './state/link.js';
import { PlanView } from './state/plan.js';
import { Readings } from './state/readings.js';
import { Watched } from './state/watched.js';
import { LANGS, words } from './words.js';

/** Monotonic, so that a corrected wall clock never looks like a lost link. */
export const now = () => performance.timeOrigin + performance.now();

/** What the user chose: language, screen, selected alert. */
class View extends Watched {
  /** @type {Lang} */
  lang = firstLang();
  screen = 'alerts';
  /** @type {string|null} id of the selected alert */
  selected = null;
  detail = true;
  /** @type {'none'|'acknowledge'|'comment'|'declare'|'help'} */
  dialog = 'none';

  /** @param {Partial<View>} change */
  set(change) {
    Object.assign(this, change);
    this.changed();
  }
}

/** Who is signed in. `undefined` until the server was asked. */
class Who extends Watched {
  /** @type {Session|null|undefined} */
  session = undefined;
  /** The server says so in the page itself, so that the sign-in screen shows it too. */
  simulation = globalThis.document?.documentElement.dataset.simulation === 'true';
  /** Why there is no session: a key of the words. */
  ended = '';

  /** @param {Partial<Who>} change */
  set(change) {
    Object.assign(this, change);
    this.changed();
  }

  /** @param {string[]} roles */
  may(...roles) {
    return !!this.session?.roles.some((role) => roles.includes(role) || role === 'admin');
  }
}

/** @returns {Lang} */
function firstLang() {
  const wanted = [localStorage.getItem('qalqan.lang') ?? '', ...(navigator.languages ?? [])];
  const found = wanted.map((lang) => lang.slice(0, 2)).find((lang) => LANGS.includes(/** @type {Lang} */ (lang)));
  return /** @type {Lang} */ (found ?? 'en');
}

export const link = new Link(now());
export const alerts = new AlertBook(() => link.clock.at(now()));
export const readings = new Readings();
export const horn = new Horn();
export const plan = new PlanView();
export const view = new View();
export const who = new Who();
export const siren = new Siren();

const live = new Live(
  {
    alerts,
    readings,
    link,
    horn,
    snapshot: (snapshot) => {
      who.set({ simulation: who.simulation || snapshot.simulation === true });
      loadPlan();
    },
    painting: (received) =>
      document.hidden || requestAnimationFrame(() => requestAnimationFrame(() => link.painted(received, now()))),
  },
  { open: api.live, now, signedIn },
);

/**
 * Words of the interface in the chosen language.
 *
 * @type {(key: string, values?: Record<string, string|number>) => string}
 */
export const t = (key, values) => words(key, view.lang, values);

/**
 * A text of the server in the chosen language.
 *
 * @param {import('./types.js').Texts|undefined|null} texts
 * @param {string} [otherwise]
 */
export const say = (texts, otherwise = '') => (texts ? texts[view.lang] || texts.en || otherwise : otherwise);

/** The mine's time zone. @param {string} [site] */
export const zoneOfTime = (site) => plan.timeZone(site);

/** Now, as the server has it. */
export const serverNow = () => link.clock.at(now());

/** @param {Lang} lang */
export function setLang(lang) {
  localStorage.setItem('qalqan.lang', lang);
  document.documentElement.lang = lang;
  view.set({ lang });
}

/** @param {string|null} id */
export function select(id) {
  if (view.selected !== id) {
    view.set({ selected: id });
  }
}

/** Asks who we are; starts the live picture when signed in. */
export async function enter() {
  try {
    began(await api.session());
  } catch (trouble) {
    who.set({
      session: null,
      ended: trouble instanceof Problem ? '' : 'serverAway',
    });
  }
}

/** @param {string} user @param {string} password */
export async function signIn(user, password) {
  const answer = await api.signIn(user, password);
  began(answer?.user ? answer : await api.session());
}

export async function signOut() {
  live.stop();
  await api.signOut().catch(() => null);
  link.signedOut();
  who.set({ session: null, ended: 'signedOut' });
}

/** @param {Session} session */
function began(session) {
  who.set({ session, ended: '', simulation: who.simulation || session.simulation === true });
  loadPlan();
  live.start();
}

async function signedIn() {
  try {
    await api.session();
    return true;
  } catch (trouble) {
    if (trouble instanceof Problem && (trouble.status === 401 || trouble.status === 403)) {
      horn.linkLive();
      who.set({ session: null, ended: 'sessionEnded' });
      return false;
    }
    throw trouble;
  }
}

async function loadPlan() {
  const [sites, zones, sensors, workplaces] = await Promise.allSettled([
    api.sites(),
    api.zones(),
    api.sensors(),
    api.workplaces(),
  ]);
  plan.load(valueOf(sites)?.sites, valueOf(zones)?.zones, valueOf(sensors)?.sensors, valueOf(workplaces)?.workplaces);
}

/** More sensors than this are not asked one by one. */
const LIMITS_ASKED = 400;

/** Asked at the same time. */
const AT_ONCE = 4;

/** Learns the limits of all sensors, for the screen that shows them all; the list itself does not bear them. */
export async function learnLimits() {
  const unknown = plan.sensors.filter((sensor) => !plan.limits(sensor.id)).slice(0, LIMITS_ASKED);
  const next = async () => {
    for (let sensor = unknown.pop(); sensor; sensor = unknown.pop()) {
      const { id } = sensor;
      await api.sensor(id).then(
        (known) => plan.learn(id, known.limits ?? []),
        () => null,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** @param {PromiseSettledResult<any>} result */
const valueOf = (result) => (result.status === 'fulfilled' ? result.value : undefined);

/**
 * Acknowledges an alert; the list changes when the server says so, not before.
 *
 * @param {Alert} alert
 * @param {string} note
 * @param {string} key one per intention
 */
export async function acknowledge(alert, note, key) {
  alerts.answer(await api.acknowledge(alert.id, note, key));
}

/** Adds a remark to its history. @param {Alert} alert @param {string} note @param {string} key */
export async function comment(alert, note, key) {
  alerts.answer(await api.comment(alert.id, note, key));
}

/** The declaration that unlocks an alert. @param {Alert} alert */
export const unlockedBy = (alert) => (alert.rule === 'ch4-over-range' ? 'bump-test' : 'restore');

/**
 * Declares what unlocks an alert; the rules decide whether the value allows it.
 *
 * @param {Alert} alert
 * @param {string} note
 * @param {string} key
 */
export async function declare(alert, note, key) {
  const { site, zone, sensor } = alert;
  await api.declare({ type: unlockedBy(alert), site, zone, ...(sensor ? { sensor } : {}), note }, key);
}

/** Ends the sound; acknowledges nothing. */
export function silence() {
  horn.silence();
  siren.stop();
}

/** The label of a quantity: the chemist's name for gases, a word else. @param {string|null|undefined} sensor */
export const quantityName = (sensor) => t('q.' + quantityOf(sensor));

/** Looks at the clock four times a second: beats, sound. A session that ended by itself is heard like a lost link. */
export function tick() {
  live.check();
  const open = alerts.position === null ? [] : alerts.all();
  const lost = who.session ? link.state === 'stale' : who.ended === 'sessionEnded';
  const sound = who.session || lost ? horn.next(now(), open, lost) : null;
  if (sound !== null) {
    siren.play(sound);
  }
}
