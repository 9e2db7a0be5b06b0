/** Made-up alerts for tests; everything not named is the plainest. */

export function alert(id, change = {}) {
  return {
    id,
    key: `karaganda-1:ch4-limit:${id}:ch4`,
    rule: 'ch4-limit',
    site: 'karaganda-1',
    zone: 'face-3',
    sensor: `karaganda-1/${id}/ch4`,
    priority: 'high',
    state: 'unacknowledged',
    raisedAt: '2026-11-21T02:00:00Z',
    text: { en: 'text', ru: 'текст', kk: 'мәтін' },
    action: { en: 'act', ru: 'действуй', kk: 'әрекет ет' },
    journal: 1,
    ...change,
  };
}

export const event = (position, previous, about) => ({ position, previous, type: 'raised', alert: about });

/** An EventSource that a test speaks through. */
export class Stream {
  static opened = [];
  readyState = 1;
  onerror = null;
  #takers = new Map();

  constructor() {
    Stream.opened.push(this);
  }

  addEventListener(name, take) {
    this.#takers.set(name, take);
  }

  say(name, data) {
    this.#takers.get(name)?.({ data: JSON.stringify(data) });
  }

  close() {
    this.readyState = 2;
  }

  refuse() {
    this.readyState = 2;
    this.onerror?.();
  }
}
