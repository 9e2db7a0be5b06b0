/** State that tells its watchers that it changed; what changed, they read themselves. */
export class Watched {
  /** @type {Set<() => void>} */
  #watchers = new Set();

  /**
   * @param {() => void} watcher called after each change
   * @returns {() => void} ends the watching
   */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  changed() {
    for (const watcher of [...this.#watchers]) {
      watcher();
    }
  }
}
