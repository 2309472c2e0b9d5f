import { buildSync } from 'esbuild';

/** The script of `report.html`: one piece of plain JavaScript, as a module that the report can put into the page. */
export function reportPageModule(): string {
  const { outputFiles } = buildSync({
    entryPoints: ['src/reports/report-html/page/main.ts'],
    tsconfigRaw: '{}',
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error('esbuild made nothing of the page');
  return `// Made from page/ by \`npm run generate\`; do not edit.
export const pageScript: string = ${JSON.stringify(script.text.trim())};
`;
}
