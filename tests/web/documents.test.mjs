// What the documents of the project point to is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = ['README.md', 'ARCHITECTURE.md', 'tests/golden/README.md', 'tests/fuzz/README.md'];

test('every link of a document to a file leads to one', () => {
  for (const document of documents) {
    const text = readFileSync(join(root, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/.test(link));
    for (const link of links) assert.ok(existsSync(join(root, dirname(document), link)), `${document}: ${link}`);
  }
});
