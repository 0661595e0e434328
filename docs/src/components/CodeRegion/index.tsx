import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import regions from '../../../.generated/regions.json';

type Region = { code: string; line: number };
const known: Record<string, Region> = regions;

/** A region of a file of this project. scripts/generate.ts cuts it out and fails the build if it is not there. */
export default function CodeRegion({ file, region }: { file: string; region?: string }): ReactNode {
  const found = known[`${file}#${region ?? ''}`];
  if (found === undefined)
    throw new Error(`${file} has no region "${region ?? ''}". Run: node docs/scripts/generate.ts`);
  return (
    <CodeBlock language="ts" title={region === undefined ? file : `${file}, from line ${found.line}`}>
      {found.code}
    </CodeBlock>
  );
}
