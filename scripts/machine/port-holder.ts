// Who holds a port. Linux tells by /proc; elsewhere, or when /proc hides other users' processes, lsof and ss.

import { readdir, readFile, readlink } from 'node:fs/promises';
import { ancestry, outputOf, processFacts } from './process-table.ts';
import type { Transport } from './workshop-ports.ts';

export type PortHolder = {
  pid: number;
  command: string;
  folder?: string;
  /** Docker holds the port for a container. */
  container?: true;
  /** It is a part of this workshop (or of another copy of it). */
  workshop?: { command: 'npm start' | 'npm run lab' | 'a part left over'; pid: number };
};

/** As the kernel numbers them: a TCP socket that listens, a UDP socket that is bound. */
const OPEN: Record<Transport, string> = { tcp: '0A', udp: '07' };

/** The inodes of the sockets that wait on a port, from /proc/net/tcp and tcp6, or udp and udp6. */
export const listeningInodes = (table: string, port: number, transport: Transport = 'tcp'): string[] => {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === OPEN[transport] && local?.endsWith(`:${wanted}`))
    .flatMap(fields => fields[9] ?? []);
};

const holdsOne = async (pid: string, inodes: Set<string>): Promise<boolean> => {
  const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(open.map(fd => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.some(target => inodes.has(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? ''));
};

const pidFromProc = async (port: number, transport: Transport): Promise<number | undefined> => {
  const tables = await Promise.all(
    ['', '6'].map(version => readFile(`/proc/net/${transport}${version}`, 'utf8').catch(() => '')),
  );
  const inodes = new Set(tables.flatMap(table => listeningInodes(table, port, transport)));
  if (inodes.size === 0) return undefined;
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name));
  for (const pid of pids) if (await holdsOne(pid, inodes)) return Number(pid);
  return undefined;
};

const pidFromTools = async (port: number, transport: Transport): Promise<number | undefined> => {
  const which = transport === 'tcp' ? [`-iTCP:${port}`, '-sTCP:LISTEN'] : [`-iUDP:${port}`];
  const lsof = await outputOf('lsof', ['-nP', ...which, '-t']);
  const first = lsof?.trim().split('\n')[0];
  if (first) return Number(first);
  const ss = await outputOf('ss', [transport === 'tcp' ? '-Hltnp' : '-Hlunp', `sport = :${port}`]);
  const pid = /pid=(\d+)/.exec(ss ?? '')?.[1];
  return pid === undefined ? undefined : Number(pid);
};

/** Linux, Linux without root, Docker Desktop on macOS and on Windows. */
const DOCKER = /(^|[\\/])(docker-proxy|rootlessport|rootlesskit|com\.docker\.backend|vpnkit|wslrelay)\b/;
export const isDocker = (command: string): boolean => DOCKER.test(command.split(' ')[0] ?? '');

const PART =
  /(services\/[a-z-]+|packages\/(trace-store|lesson-site)|scripts\/start\/lessons-process|scripts\/start)(\/main)?\.ts\b/;

/** A command of ours among the ancestors, or a part of ours whose command is gone. */
export const workshopOwner = (line: { pid: number; command: string }[]): PortHolder['workshop'] => {
  for (const { pid, command } of line) {
    if (/scripts\/start\.ts\b/.test(command)) return { command: 'npm start', pid };
    if (/scripts\/lab\.ts\b/.test(command)) return { command: 'npm run lab', pid };
    if (/scripts\/run\.mjs start\b/.test(command)) return { command: 'npm start', pid };
    if (/scripts\/run\.mjs lab\b/.test(command)) return { command: 'npm run lab', pid };
  }
  const [holder] = line;
  return holder && PART.test(holder.command) ? { command: 'a part left over', pid: holder.pid } : undefined;
};

export const portHolder = async (
  port: number,
  transport: Transport = 'tcp',
): Promise<PortHolder | undefined> => {
  const pid = (await pidFromProc(port, transport)) ?? (await pidFromTools(port, transport));
  if (pid === undefined) return undefined;
  const facts = await processFacts(pid);
  const workshop = workshopOwner(await ancestry(pid));
  return {
    pid,
    command: facts?.command ?? 'a program that does not tell its name',
    ...(facts?.folder === undefined ? {} : { folder: facts.folder }),
    ...(facts !== undefined && isDocker(facts.command) ? { container: true } : {}),
    ...(workshop === undefined ? {} : { workshop }),
  };
};

const LONGEST_COMMAND = 80;
const short = (command: string): string => {
  const plain = command.replace(/(^|\s)\/\S*\/(?=[^/\s]+(\s|$))/g, '$1');
  return plain.length > LONGEST_COMMAND ? `${plain.slice(0, LONGEST_COMMAND - 1)}…` : plain;
};

export const describeHolder = (holder: PortHolder | undefined): string => {
  if (holder === undefined) return 'a program of another user, or one in a container';
  const { workshop, pid, command, folder, container } = holder;
  if (container) return 'a container (docker ps tells which)';
  const place = folder === undefined ? '' : `, in ${folder}`;
  if (workshop?.command === 'a part left over')
    return `a part of the workshop left over from before (process ${pid}${place})`;
  if (workshop) return `another \`${workshop.command}\` (process ${workshop.pid}${place})`;
  return `${short(command)} (process ${pid}${place})`;
};
