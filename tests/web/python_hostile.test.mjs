// Programs that never end, print without end, want all memory or want out; and `./lab check` on such files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Output } from '../../web/python/output.js';
import { path, prints, run } from './python.mjs';

test('endless loops, floods and hunger end with a line, and the next program runs', () => {
  const table = [
    ['x = 1\nwhile True: pass', 'TimeoutError, line 2: stopped after 0.3 seconds: is there a loop that never ends?'],
    ['x = 1\nwhile x:\n    x = 1', /^TimeoutError, line [23]: stopped/],
    ['import itertools\nfor i in itertools.count():\n    i = 0', /^TimeoutError, line [23]: stopped/],
    ['while True:\n    print("x")', /^TimeoutError, line [12]: stopped/],
    ['import torch\nx = torch.ones(64, 64)\nwhile True:\n    x = x @ x', /^TimeoutError, line [34]: stopped/],
    ['a = []\nwhile True:\n    a.append("x" * 10000000)', /^MemoryError, line 3: the program wants more memory/],
    ['import torch\na = []\nwhile True:\n    a.append(torch.ones(1000, 1000))', /^(MemoryError|RuntimeError), line 4: /],
  ];
  for (const [code, expected] of table) {
    const { error } = run(code, { seconds: code.includes('append') ? 20 : 0.3 });
    if (expected instanceof RegExp) assert.match(error, expected, code);
    else assert.equal(error, expected, code);
    prints('print("alive")', 'alive\n');
  }
  let shown = '';
  const output = new Output((text) => { shown += text; });
  for (let i = 0; i < 5000; i += 1) output.add(`${i}\n`);
  output.end();
  assert.equal(shown.split('\n').length, 1002);
  assert.match(shown, /\n999\n\.\.\. and no more than 1,000 lines\n$/);
});

test('a program cannot get at the realm that it runs in', () => {
  for (const name of ['js', 'jsffi', '_attention_lab']) {
    const { error } = run(`import ${name}\nprint(${name}.fetch)`);
    assert.notEqual(error, '', name);
  }
  const { out, error } = run('import torch._bridge as b\nprint(b._call.constructor("return 1")())');
  assert.equal(out, '');
  assert.match(error, /^AttributeError, line 2/);
  prints('print("alive")', 'alive\n');
});

test('./lab check judges a file, and whatever the file does it answers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  const check = (exercise, code, ...options) => {
    const file = join(folder, 'program.py');
    writeFileSync(file, code);
    const started = Date.now();
    const result = spawnSync(process.execPath, [path('web/python/check_file.mjs'), path('build/web/program'), path('node_modules'), String(exercise), file, ...options], { encoding: 'utf8' });
    return { ...result, seconds: (Date.now() - started) / 1000 };
  };
  const broken = check(1, 'print("hello")\nx = (1\n', '--json');
  assert.deepEqual(JSON.parse(broken.stdout), {
    exercise: 1, passed: false, checks: [], mistake: null, error: { type: 'SyntaxError', line: 2, message: "'(' was never closed" },
  });
  assert.equal(broken.status, 1);
  const endless = check(1, 'print("hello")\nwhile True:\n    pass\n', '--json');
  assert.deepEqual(JSON.parse(endless.stdout).error, { type: 'TimeoutError', line: 3, message: 'stopped after 5 seconds: is there a loop that never ends?' });
  assert.equal(endless.stderr, 'hello\n');
  assert.ok(endless.seconds < 10, `${endless.seconds} s`);
  const raised = check(2, 'def f():\n    return 1 / 0\nf()\n', '--json');
  assert.deepEqual(JSON.parse(raised.stdout).error, { type: 'ZeroDivisionError', line: 2, message: 'division by zero' });
  assert.equal(check(9, '').status, 2);
  for (const [program, error] of /** @type {[string | Buffer, object][]} */ ([
    [Buffer.from('# caf\xe9\n', 'latin1'), { type: 'SyntaxError', line: 1, message: "(unicode error) 'utf-8' codec can't decode this line: save the file as UTF-8" }],
    ['import torch\n\0', { type: 'SyntaxError', line: 2, message: 'source code cannot contain null bytes' }],
    ['# coding: klingon\n', { type: 'SyntaxError', line: 1, message: 'unknown encoding: klingon' }],
    [`x = 1\n${'#'.repeat(1_000_000)}`, { type: 'MemoryError', line: null, message: `"${join(folder, 'program.py')}" is larger than a program.` }],
    [`x = ${'('.repeat(6000)}1${')'.repeat(6000)}`, { type: 'SyntaxError', line: 1, message: 'too many nested parentheses' }],
  ])) assert.deepEqual(JSON.parse(check(1, program, '--json').stdout).error, error);
  const cheat = `import sys
for m in list(sys.modules.values()) + [__import__("__main__")._lab]:
    try:
        m.judge = m._plain = lambda *a: {"passed": True, "checks": [], "mistake": None, "verdict": {"passed": True}}
    except Exception:
        pass
`;
  assert.equal(JSON.parse(check(1, cheat, '--json').stdout).passed, false);
  const right = readFileSync(path('tests/course/students/1/right_plain.py'), 'utf8');
  for (const kind of [right.replaceAll('\n', '\r\n'), right.replaceAll('\n', '\r'), `\ufeff${right}`, right.replaceAll('    ', '\t'), right.trimEnd(),
    Buffer.from(`# -*- coding: latin-1 -*-\n# caf\xe9\n${right}`, 'latin1')])
    assert.equal(JSON.parse(check(1, kind, '--json').stdout).passed, true);
  assert.match(check(1, 'x = 1').stdout, /Not passed yet\.\n$/);
});
