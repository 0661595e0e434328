import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Examined, Machine, Problem } from './problem.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const readJson = async (path: string): Promise<Record<string, unknown> | undefined> => {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const wantedPackages = (manifest: Record<string, unknown>): [string, string][] =>
  [manifest.dependencies, manifest.devDependencies]
    .filter(isRecord)
    .flatMap(list => Object.entries(list))
    .map(([name, version]) => [name, String(version)]);

export const examineInstall = async ({ root }: Machine): Promise<Examined> => {
  const manifest = (await readJson(join(root, 'package.json'))) ?? {};
  const wanted = wantedPackages(manifest);
  const wrong: string[] = [];
  for (const [name, version] of wanted) {
    const found = await readJson(join(root, 'node_modules', name, 'package.json'));
    if (found === undefined) wrong.push(`${name} is missing`);
    else if (found.version !== version) wrong.push(`${name} is ${found.version}, not ${version}`);
  }
  const lessons = await readJson(join(root, 'docs', 'node_modules', '.package-lock.json'));
  const problems: Problem[] =
    wrong.length === 0
      ? []
      : [
          {
            level: 'block',
            code: 'install-broken',
            message: `node_modules is not as package-lock.json says: ${wrong.slice(0, 3).join('; ')}${wrong.length > 3 ? `; and ${wrong.length - 3} more` : ''}.`,
            fix: 'rm -rf node_modules, then run any command again: it installs what is missing.',
          },
        ];
  return {
    title: 'Install',
    seen: `${wanted.length - wrong.length} of ${wanted.length} packages; lessons ${lessons ? 'installed' : 'not installed yet (npm start does it)'}`,
    problems,
  };
};
