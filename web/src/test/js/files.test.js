import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WORDS } from '../../main/resources/page/js/words.js';

const PAGE = fileURLToPath(new URL('../../main/resources/page/', import.meta.url));

const files = fs.readdirSync(PAGE, { recursive: true }).map(String);
const scripts = files.filter((file) => file.endsWith('.js'));
const read = (file) => fs.readFileSync(path.join(PAGE, file), 'utf8');

test('every word used by the page is in the words file', () => {
  const used = scripts.flatMap((file) => [...read(file).matchAll(/\bt\('([\w.-]+)'[,)]/g)].map(([, key]) => key));
  assert.ok(used.length > 50);
  assert.deepEqual(
    [...new Set(used)].filter((key) => !WORDS[key]),
    [],
  );
});

test('the page keeps the content security policy: no inline style, script or handler in any template', () => {
  for (const file of scripts) {
    assert.doesNotMatch(read(file), /[\s"']style=["'$]|\son\w+=["']|innerHTML|unsafeHTML|eval\(|new Function/, file);
  }
  const html = read('index.html');
  assert.doesNotMatch(html, /<style|style=|\son\w+=/);
  assert.equal(html.match(/<script/g).length, 2);
});

test('files are small', () => {
  for (const file of scripts.filter((each) => !each.endsWith('words.js'))) {
    assert.ok(read(file).split('\n').length <= 400, file);
  }
});
