// Runs npm out of sight: progress in front, its output in a log, and a failure told in one sentence.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onInterrupt, showProgress } from './progress.mjs';
import { Trouble } from './trouble.mjs';
import { explainFileError } from './trouble-of-files.mjs';

/** A silent npm around us, or NODE_ENV=production in the shell, must change neither what is said nor what is installed. */
const OURS = ['--loglevel=notice', '--include=dev', '--include=optional', '--engine-strict=false'];
const END_WITH_PARENT = fileURLToPath(new URL('end-with-parent.cjs', import.meta.url));
const OUTPUT_KEPT = 200_000;
const again = 'Then run the same command again; it carries on from here.';

/** @param {string} folder */
export const makeFolder = folder => {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw explainFileError(error, folder);
  }
};

const CLI = 'npm-cli.js';

/** The npm that started us, the one beside this Node, or the first on PATH. */
const findNpm = () => {
  const bin = dirname(process.execPath);
  const onPath = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'npm'));
  const found = [
    process.env.npm_execpath ?? '',
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', CLI),
    join(bin, 'node_modules', 'npm', 'bin', CLI),
    ...onPath.filter(existsSync).map(link => realpathSync(link)),
  ].find(path => basename(path) === CLI && existsSync(path));
  if (found) return found;
  throw new Trouble(
    'npm was not found, and the workshop installs with it.',
    'Install Node.js with npm from https://nodejs.org, then run the same command again.',
  );
};

const has = (output, ...words) => words.some(word => output.includes(word));

/** The causes that matter to people, in the order in which they hide each other. */
const explain = (title, output, log) => {
  const proxy =
    process.env.HTTPS_PROXY ?? process.env.https_proxy ?? process.env.HTTP_PROXY ?? process.env.http_proxy;
  const what = `${title}: that did not work.`;
  if (has(output, 'ENOSPC')) return new Trouble(`${what} The disk is full.`, `Free about 1 GB. ${again}`);
  if (has(output, 'EROFS'))
    return new Trouble(
      `${what} The disk is read-only.`,
      'Copy the workshop to a folder you may write to, and run the command there.',
    );
  if (has(output, 'EACCES', 'EPERM'))
    return new Trouble(
      `${what} A file or folder may not be written.`,
      `Make the workshop's folder and npm's cache (npm config get cache) yours; they may belong to another user after a run with sudo. ${again}`,
    );
  if (has(output, 'SELF_SIGNED_CERT', 'UNABLE_TO_GET_ISSUER', 'UNABLE_TO_VERIFY_LEAF', 'CERT_'))
    return new Trouble(
      `${what} The registry's certificate is not trusted: most likely a company proxy signs the traffic.`,
      `Ask for its root certificate, and set NODE_EXTRA_CA_CERTS=/path/to/it.pem. ${again}`,
    );
  if (
    has(
      output,
      'ENOTFOUND',
      'EAI_AGAIN',
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'ENETUNREACH',
      'EHOSTUNREACH',
      'ENOTCACHED',
      'network',
    )
  )
    return new Trouble(
      `${what} The package registry could not be reached${proxy ? ` (a proxy is set: ${hideSecret(proxy)})` : ''}.`,
      `Check the network${proxy ? ' and the proxy' : '; behind a company proxy set HTTPS_PROXY'}. ${again}`,
    );
  if (has(output, 'E401', 'E403'))
    return new Trouble(
      `${what} The package registry refused to serve you.`,
      'Look at `npm config get registry`, and log in there or set the public one.',
    );
  if (has(output, 'E404', 'ETARGET', 'notarget'))
    return new Trouble(
      `${what} The registry you use (npm config get registry) lacks a package the workshop needs.`,
      `npm's own words are in ${log}. Use the public registry, or ask whoever keeps yours.`,
    );
  if (has(output, 'EUSAGE', 'are in sync'))
    return new Trouble(
      `${what} package.json and package-lock.json do not fit together.`,
      'If you changed package.json, run `npm install` once. If not, restore both: `git checkout package.json package-lock.json`.',
    );
  const last = output.trim().split('\n').slice(-6).join('\n');
  return new Trouble(`${what} npm said:\n${last}`, `All of its output is in ${log}.`);
};

const hideSecret = url => url.replace(/\/\/[^@/]*@/, '//…@');

/**
 * @param {string} root
 * @param {string} title
 * @param {string[]} args
 * @param {{ node?: string, mayLack?: boolean }} options `mayLack`: a package the registry does not have answers false
 */
export const npm = async (root, title, args, { node = process.execPath, mayLack = false } = {}) => {
  const cli = findNpm();
  const progress = showProgress(title);
  const child = spawn(
    node,
    ['--require', END_WITH_PARENT, cli, ...args, '--no-audit', '--no-fund', '--no-update-notifier', ...OURS],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // install scripts shall find the Node they will run on
      env: {
        ...process.env,
        PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
        NODE_OPTIONS: '',
      },
      // a group of its own: Ctrl-C reaches it once, by us, and its install scripts with it
      detached: process.platform !== 'win32',
    },
  );
  const end = () => {
    try {
      process.platform === 'win32' ? child.kill() : process.kill(-child.pid, 'SIGKILL');
    } catch {}
  };
  const forget = onInterrupt(() => {
    end();
    progress.end('Stopped. The next start carries on from here');
  });
  let output = '';
  const keep = chunk => {
    output = (output + chunk).slice(-OUTPUT_KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise(resolve => {
    child.once('error', error => resolve(error.code));
    child.once('close', resolve);
  });
  forget();
  if (code === 0) {
    progress.end(`${title}: done`);
    return true;
  }
  const log = join(root, '.workshop', 'logs', 'install.log');
  try {
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, output);
  } catch {} // the log is a service; the message says the rest
  if (mayLack && has(output, 'E404', 'ETARGET', 'notarget', 'EBADPLATFORM')) {
    progress.end(`${args.at(-1)} is not to be had here, trying another way`);
    return false;
  }
  progress.end(`${title}: failed`);
  throw explain(title, output, log);
};
