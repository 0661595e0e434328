// Code shown in a lesson is a region of a file that runs in a test:
//   <CodeRegion file="solutions/03-spans/order-service/place-order.ts" region="place" />
// takes the lines between `// region place` and `// endregion`;
//   <CodeRegion file="…" declaration="placeOrder" />
// takes that top-level declaration with the comment above it; with neither, the whole file. Pure.

export type RegionUse = { file: string; region?: string; declaration?: string };
export type CodeRegion = { code: string; line: number };

const USE = /<CodeRegion\b([^>]*)\/>/g;
const attribute = (text: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]+)"`).exec(text)?.[1];

export const regionKey = ({ file, region, declaration }: RegionUse): string =>
  `${file}#${region ?? declaration ?? ''}`;

/** Every region a lesson's source asks for. */
export const regionsUsed = (mdx: string): RegionUse[] =>
  [...mdx.matchAll(USE)].map(([whole, attributes = '']) => {
    const file = attribute(attributes, 'file');
    const region = attribute(attributes, 'region');
    const declaration = attribute(attributes, 'declaration');
    if (file === undefined) throw new Error(`${whole} needs file="…" as plain text.`);
    if (!/^(services|solutions|labs|docs\/examples)\//.test(file) || file.includes('..'))
      throw new Error(
        `${whole}: only files under services/, solutions/, labs/ or docs/examples/ run in a test.`,
      );
    if (region !== undefined) return { file, region };
    return declaration === undefined ? { file } : { file, declaration };
  });

const dedent = (lines: readonly string[]): string => {
  const indents = lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return lines.map(line => line.slice(least)).join('\n');
};

/** The lines between the markers, without the markers of regions nested in them. */
const cutMarked = (source: string, file: string, region: string): CodeRegion => {
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

const isComment = (line: string): boolean => /^(\/\/|\/\*| \*)/.test(line);

/** Formatted code begins a top-level statement at the edge, and closes it with a bracket or indented lines. */
const cutDeclaration = (source: string, file: string, name: string): CodeRegion => {
  const lines = source.split('\n');
  const begins = new RegExp(`^(export )?(async )?(const|function|type|class) ${name}\\b`);
  const at = lines.findIndex(line => begins.test(line));
  if (at === -1) throw new Error(`${file} declares no "${name}" at its top level.`);
  const next = lines.findIndex((line, index) => index > at && /^[^\s})\]]/.test(line));
  let first = at;
  while (first > 0 && isComment(lines[first - 1] ?? '')) first -= 1;
  const code = lines
    .slice(first, next === -1 ? undefined : next)
    .join('\n')
    .trimEnd();
  return { code, line: first + 1 };
};

export const cutRegion = (source: string, { file, region, declaration }: RegionUse): CodeRegion => {
  if (region !== undefined) return cutMarked(source, file, region);
  if (declaration !== undefined) return cutDeclaration(source, file, declaration);
  return { code: source.trimEnd(), line: 1 };
};
