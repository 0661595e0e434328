import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutRegion, regionsUsed } from './code-regions.ts';

const use = { file: 'services/a.ts', region: 'place' };

test('a region is cut out, without its indent, with the line it begins at', () => {
  const source = 'import a;\n  // region place\n  const x = 1;\n    y();\n  // endregion\nrest();';
  assert.deepEqual(cutRegion(source, use), { code: 'const x = 1;\n  y();', line: 3 });
});

test('a region nested in another keeps its lines and loses its markers', () => {
  const source = '// region place\na();\n// region inner\nb();\n// endregion\nc();\n// endregion';
  assert.equal(cutRegion(source, use).code, 'a();\nb();\nc();');
});

test('a region that is absent, unclosed or empty fails with its name', () => {
  assert.throws(() => cutRegion('a();', use), /services\/a\.ts has no line "\/\/ region place"/);
  assert.throws(() => cutRegion('// region place\na();', use), /never closed/);
  assert.throws(() => cutRegion('// region place\n\n// endregion', use), /empty/);
  assert.throws(() => cutRegion('// region placement\na();\n// endregion', use), /has no line/);
});

test('a lesson is searched for every region it shows', () => {
  const mdx =
    'x\n<CodeRegion file="services/a.ts" region="place" />\n<CodeRegion\n  region="b" file="labs/b.ts" />';
  assert.deepEqual(regionsUsed(mdx), [use, { file: 'labs/b.ts', region: 'b' }]);
});

test('a region outside the tested folders, or of no file, is refused', () => {
  assert.throws(() => regionsUsed('<CodeRegion file="docs/x.ts" region="a" />'), /only files under/);
  assert.throws(() => regionsUsed('<CodeRegion file="services/../x.ts" region="a" />'), /only files under/);
  assert.throws(() => regionsUsed('<CodeRegion region="a" />'), /needs file/);
});

test('without a region the whole file is shown', () => {
  assert.deepEqual(regionsUsed('<CodeRegion file="services/a.ts" />'), [{ file: 'services/a.ts' }]);
  assert.deepEqual(cutRegion('a();\nb();\n', { file: 'services/a.ts' }), { code: 'a();\nb();', line: 1 });
});

test('a declaration is shown whole, with the comment above it, and ends where the next begins', () => {
  const source =
    "const a = 1;\n\n/** Why. */\nexport const place = (x: X): Y =>\n  run('x', () => {\n    y();\n\n    z();\n  });\n\n// other\nconst placed = 2;\n";
  const cut = cutRegion(source, { file: 'services/a.ts', declaration: 'place' });
  assert.deepEqual(cut, {
    code: "/** Why. */\nexport const place = (x: X): Y =>\n  run('x', () => {\n    y();\n\n    z();\n  });",
    line: 3,
  });
  assert.deepEqual(regionsUsed('<CodeRegion file="labs/a.ts" declaration="place" />'), [
    { file: 'labs/a.ts', declaration: 'place' },
  ]);
  assert.throws(() => cutRegion(source, { file: 'services/a.ts', declaration: 'pla' }), /declares no "pla"/);
});
