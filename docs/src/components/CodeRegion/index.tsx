import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import regions from '../../../.generated/regions.json';

type Region = { code: string; line: number };
const known: Record<string, Region> = regions;

type Props = { file: string; region?: string; declaration?: string };

/** Code of this project as it is. scripts/generate.ts cuts it out and fails the build if it is not there. */
export default function CodeRegion({ file, region, declaration }: Props): ReactNode {
  const part = region ?? declaration;
  const found = known[`${file}#${part ?? ''}`];
  if (found === undefined) throw new Error(`${file} has no "${part}". Run: node docs/scripts/generate.ts`);
  return (
    <CodeBlock language="ts" title={part === undefined ? file : `${file}, from line ${found.line}`}>
      {found.code}
    </CodeBlock>
  );
}
