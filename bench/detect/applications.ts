import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { familyOf, type LabelledCase } from './labelled-case.ts';

/** Pages of DVWA that have one weakness each, by folder. */
const dvwaPages: Readonly<Record<string, number>> = {
  exec: 78,
  fi: 98,
  open_redirect: 601,
  sqli: 89,
  sqli_blind: 89,
  upload: 434,
  xss_r: 79,
};

/** DVWA has each page at four levels, of which `impossible` is what it should be. */
export function readDvwa(folder: string): LabelledCase[] {
  return Object.entries(dvwaPages).flatMap(([page, cwe]) =>
    globSync(`vulnerabilities/${page}/source/{low,medium,high,impossible}.php`, { cwd: folder })
      .sort()
      .map((path) => ({
        category: page,
        cwe: familyOf(cwe),
        path,
        isVulnerable: !path.endsWith('impossible.php'),
      })),
  );
}

/** Controllers of java-sec-code, by words of their names. */
const controllers: readonly (readonly [RegExp, number])[] = [
  [/SQLI/i, 89],
  [/Rce|CommandInject/i, 78],
  [/SSRF/i, 918],
  [/XSS/i, 79],
  [/XXE/i, 611],
  [/PathTraversal/i, 22],
  [/URLRedirect/i, 601],
  [/SpEL|SSTI|Ql/i, 94],
  [/Deserialize|Fastjson|XStream|Jackson/i, 502],
  [/CRLF/i, 113],
  [/Cors/i, 942],
];
const method = /^\s{4}(?:public|private|protected)\s[\w<>[\], ]+?\s(\w+)\(/;

/** java-sec-code says in the names of its methods which are vulnerable and which are the right way. */
export function readJavaSecCode(folder: string): LabelledCase[] {
  return globSync('src/main/java/org/joychou/controller/**/*.java', { cwd: folder })
    .sort()
    .flatMap((path) => {
      const cwe = controllers.find(([words]) => words.test(path.slice(path.lastIndexOf('/'))))?.[1];
      return cwe === undefined ? [] : methodsOf(folder, path, cwe);
    });
}

function methodsOf(folder: string, path: string, cwe: number): LabelledCase[] {
  const lines = readFileSync(join(folder, path), 'utf8').split('\n');
  const starts = lines.flatMap((line, index) => {
    const name = method.exec(line)?.[1];
    return name === undefined ? [] : [{ name, line: index + 1 }];
  });
  return starts.flatMap(({ name, line }, index) => {
    const isSafe = /sec(?!ond)|safe|fix/i.test(name);
    const isVulnerable = /vuln|unsafe/i.test(name);
    if (isSafe === isVulnerable) return [];
    const end = (starts[index + 1]?.line ?? lines.length + 1) - 1;
    return [
      {
        category: `CWE-${cwe}`,
        cwe: familyOf(cwe),
        path,
        lines: [line, end] as const,
        isVulnerable,
      },
    ];
  });
}

/** vulnerable_js_app says of each of its files in a table what is wrong with it, if anything. */
export function readVulnerableJsApp(folder: string): LabelledCase[] {
  const [, ...rows] = readFileSync(join(folder, 'expected_results.csv'), 'utf8').split('\n');
  return rows.flatMap((row) => {
    const [number, category = '', cwe = '', answer = ''] = row.trim().split(',');
    const path = `server/routes/testcases/test${number}.js`;
    if (!existsSync(join(folder, path))) return [];
    const families = cwe.split('+').flatMap((one) => familyOf(Number(one)));
    return [{ category, cwe: [...new Set(families)], path, isVulnerable: answer === 'true' }];
  });
}

/** Juice Shop marks the lines that its challenges are about, and lines beside them that are not the cause. */
export function readJuiceShop(folder: string): LabelledCase[] {
  return globSync('{*.ts,lib/**/*.ts,models/**/*.ts,routes/**/*.ts,frontend/src/**/*.ts}', { cwd: folder })
    .sort()
    .flatMap((path) =>
      readFileSync(join(folder, path), 'utf8')
        .split('\n')
        .flatMap((text, index) => {
          const kind = /\/\/ vuln-code-snippet (vuln|neutral)-line/.exec(text)?.[1];
          if (kind === undefined) return [];
          return [
            {
              category: 'marked lines',
              cwe: [],
              path,
              lines: [index + 1, index + 1] as const,
              isVulnerable: kind === 'vuln',
            },
          ];
        }),
    );
}
