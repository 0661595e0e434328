import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CheckLabOptions, readOptions, UsageError } from './options.ts';

const PLAIN: CheckLabOptions = {
  target: { kind: 'own' },
  all: false,
  watch: false,
  json: false,
  help: false,
};

const ACCEPTED: [string, Partial<CheckLabOptions>][] = [
  ['', {}],
  ['01', { lab: '01' }],
  ['first-trace --solution', { lab: 'first-trace', target: { kind: 'solution' } }],
  ['01 --mistake no-name', { lab: '01', target: { kind: 'mistake', id: 'no-name' } }],
  ['01 --dir=../mine', { lab: '01', target: { kind: 'dir', path: '../mine' } }],
  ['--all', { all: true }],
  ['--all --solution --json', { all: true, json: true, target: { kind: 'solution' } }],
  ['--watch 01', { lab: '01', watch: true }],
  ['01 --hint', { lab: '01', hint: {} }],
  ['01 --hint 2', { lab: '01', hint: { task: 2 } }],
  ['--hint=2 01', { lab: '01', hint: { task: 2 } }],
  ['--hint 01', { lab: '01', hint: {} }],
  ['01 --save a.json --json', { lab: '01', save: 'a.json', json: true }],
  ['--from a.json', { from: 'a.json' }],
  ['01 --jaeger http://localhost:16686', { lab: '01', jaeger: 'http://localhost:16686' }],
  ['01 --jaeger localhost:16686', { lab: '01', jaeger: 'localhost:16686' }],
  ['01 --watch --jaeger 16686', { lab: '01', watch: true, jaeger: '16686' }],
  ['01 --seed 7', { lab: '01', seed: 7 }],
  ['-h', { help: true }],
];

const REJECTED: [string, RegExp][] = [
  ['01 03', /One lab at a time, or --all\. You named 01, 03\./],
  ['--wath 01', /^Unknown option '--wath'\.$/],
  ['01 --dir', /'--dir <value>' argument missing/],
  ['01 --solution=yes', /'--solution'/],
  ['01 --solution --mistake x', /Choose one of --solution, --mistake and --dir/],
  ['01 --dir a --solution', /Choose one/],
  ['--all 01', /--all takes no lab/],
  ['--all --watch', /--all takes no lab, and neither --watch nor --from/],
  ['--all --save a.json', /--all is about every lab/],
  ['--all --dir a', /--all is about every lab/],
  ['01 --watch --json', /--watch goes on until you stop it/],
  ['01 --watch --save a.json', /--watch goes on/],
  ['--all --jaeger http://localhost:16686', /judges the one shop that runs: it takes neither --all/],
  ['01 --dir a --jaeger http://localhost:16686', /neither --all nor --dir/],
  ['--from a.json --solution', /--from judges what was kept/],
  ['01 --hint=two', /needs the number of a task/],
  ['01 --jaeger ftp://localhost', /--jaeger needs an address .*"ftp:\/\/localhost" is none/],
  ['01 --jaeger localhost:4318', /Port 4318 takes spans/],
  ['01 --seed often', /--seed needs a whole number/],
  ['01 --seed 1.5', /--seed needs a whole number/],
];

const words = (line: string): string[] => line.split(' ').filter(Boolean);

for (const [line, options] of ACCEPTED)
  test(`check-lab ${line || 'without options'} is understood`, () =>
    assert.deepEqual(readOptions(words(line)), { ...PLAIN, ...options }));

for (const [line, why] of REJECTED)
  test(`check-lab ${line} is refused with a reason`, () =>
    assert.throws(
      () => readOptions(words(line)),
      (error: unknown) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, why);
        return true;
      },
    ));
