// How many tests passed and failed. As a reporter of Node's test runner it writes what the runner counted; as a program it
// reads that, or CTest's JUnit file, and prints two numbers. CTest counts files; the cases in a file are counted from what
// Catch2 says of it, and a file that crashed says nothing and is one failure.
// usage: node tests/counts.mjs RESULTS | node tests/counts.mjs --total < SUMMARY
//        node --test --test-reporter=./tests/counts.mjs --test-reporter-destination=RESULTS
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

export default async function* reporter(events) {
  const counts = {};
  const files = {};
  for await (const { type, data } of events) {
    if (type === 'test:diagnostic' && data.nesting === 0) {
      const [, key, value] = /^(\w+) (\d+)$/.exec(data.message) ?? [];
      if (key) counts[key] = Number(value);
    }
    if ((type === 'test:pass' || type === 'test:fail') && data.nesting === 0 && data.file) {
      const name = basename(data.file);
      files[name] = (files[name] ?? 0) + Math.round(data.details.duration_ms);
    }
  }
  yield JSON.stringify({ passed: counts.pass ?? 0, failed: (counts.fail ?? 0) + (counts.cancelled ?? 0), milliseconds: files }, null, 2) + '\n';
}

// Of CTest: one element for each test, and in it what the test printed.
export function junitCounts(xml) {
  let passed = 0, failed = 0;
  for (const [, attributes, inside] of xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    const ran = /\bstatus="run"/.test(attributes);
    const all = /All tests passed \(.* in (\d+) test cases?\)/.exec(inside ?? '');
    const some = /^.*test cases:(.*)$/m.exec(inside ?? '');
    const of = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(some?.[1] ?? '')?.[1] ?? 0);
    if (ran) passed += Number(all?.[1] ?? 0) || of('passed') || 1;
    else { passed += of('passed'); failed += Math.max(1, of('failed')); }
  }
  return { passed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = process.argv[2];
  if (name === '--total') {
    const lines = [...readFileSync(0, 'utf8').matchAll(/: (\d+) passed, (\d+) failed/g)];
    const sum = (column) => lines.reduce((all, line) => all + Number(line[column]), 0);
    console.log(`total: ${sum(1)} passed, ${sum(2)} failed`);
  } else {
    const text = readFileSync(name, 'utf8');
    const { passed, failed } = name.endsWith('.json') ? JSON.parse(text) : junitCounts(text);
    console.log(`${passed} ${failed}`);
  }
}
