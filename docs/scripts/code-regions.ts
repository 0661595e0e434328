// Code shown in a lesson is a region of a file that runs in a test:
//   <CodeRegion file="solutions/03-spans/order-service/place-order.ts" region="place" />
// takes the lines between `// region place` and `// endregion`; without a region, the whole file. Pure.

export type RegionUse = { file: string; region?: string };
export type CodeRegion = { code: string; line: number };

const USE = /<CodeRegion\b([^>]*)\/>/g;
const attribute = (text: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]+)"`).exec(text)?.[1];

export const regionKey = ({ file, region }: RegionUse): string => `${file}#${region ?? ''}`;

/** Every region a lesson's source asks for. */
export const regionsUsed = (mdx: string): RegionUse[] =>
  [...mdx.matchAll(USE)].map(([whole, attributes = '']) => {
    const file = attribute(attributes, 'file');
    const region = attribute(attributes, 'region');
    if (file === undefined) throw new Error(`${whole} needs file="…" as plain text.`);
    if (!/^(services|solutions|labs)\//.test(file) || file.includes('..'))
      throw new Error(`${whole}: only files under services/, solutions/ or labs/ run in a test.`);
    return region === undefined ? { file } : { file, region };
  });

const dedent = (lines: readonly string[]): string => {
  const indents = lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return lines.map(line => line.slice(least)).join('\n');
};

/** The lines of one region, without the markers of regions nested in it. */
export const cutRegion = (source: string, { file, region }: RegionUse): CodeRegion => {
  if (region === undefined) return { code: source.trimEnd(), line: 1 };
  const lines = source.split('\n');
  const first = lines.findIndex(line => line.trim() === `// region ${region}`);
  if (first === -1) throw new Error(`${file} has no line "// region ${region}".`);
  const body: string[] = [];
  let depth = 1;
  for (const line of lines.slice(first + 1)) {
    const text = line.trim();
    if (text.startsWith('// region ')) depth += 1;
    else if (text.startsWith('// endregion')) depth -= 1;
    else body.push(line);
    if (depth === 0) {
      if (body.every(each => each.trim() === ''))
        throw new Error(`${file}: the region "${region}" is empty.`);
      return { code: dedent(body), line: first + 2 };
    }
  }
  throw new Error(`${file}: "// region ${region}" is never closed with "// endregion".`);
};
