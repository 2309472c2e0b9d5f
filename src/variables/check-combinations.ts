import type { Problem } from '../core/errors.ts';
import type { Environment } from './read-value.ts';
import type { Settings } from './settings.ts';

/** What no single variable's schema can say. */
export function checkCombinations(settings: Settings, environment: Environment): readonly Problem[] {
  return [
    ...checkScanners(settings),
    ...checkAlone('PUBLISH', settings.publish, ['auto', 'none']),
    ...checkAlone('REPLIES', settings.replies, ['anyone', 'nobody']),
    ...checkMode(settings),
    ...checkApiUrl(settings.bitbucketApiUrl),
    ...checkShard(settings, environment),
  ];
}

function checkScanners({ scanners }: Settings): readonly Problem[] {
  const where = 'SCANNERS';
  const without = scanners.filter((name) => name.startsWith('-'));
  const named = scanners.filter((name) => !name.startsWith('-') && name !== 'auto');
  if (named.length > 0 && scanners.includes('auto')) {
    return [{ where, message: `"auto" stands beside ${quoted(named)}; accepted: "auto" alone, or names` }];
  }
  if (named.length > 0 && without.length > 0) {
    return [
      {
        where,
        message: `${quoted(without)} takes out of "auto", but ${quoted(named)} is named; use one of both`,
      },
    ];
  }
  return [];
}

function checkAlone(where: string, words: readonly string[], alone: readonly string[]): readonly Problem[] {
  return alone
    .filter((word) => words.includes(word) && words.some((other) => other !== word))
    .map((word) => ({
      where,
      message: `"${word}" stands beside other words; accepted: it alone, or the others`,
    }));
}

function checkMode({ mode, sarifFiles }: Settings): readonly Problem[] {
  if (mode !== 'publish' || sarifFiles !== undefined) return [];
  return [
    {
      where: 'SARIF_FILES',
      message: 'not set, and MODE=publish publishes nothing else; set it to SARIF files',
    },
  ];
}

/** A token must not cross a network in clear; the proxy and loopback are on this machine. */
function checkApiUrl(text: string): readonly Problem[] {
  const where = 'BITBUCKET_API_URL';
  if (!URL.canParse(text)) return [{ where, message: `${JSON.stringify(text)} is no address` }];
  const url = new URL(text);
  const local = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|host\.docker\.internal)$/.test(url.hostname);
  if (url.protocol === 'https:' || local) return [];
  return [
    {
      where,
      message: `${JSON.stringify(text)} is not encrypted; accepted: https:, or http: on a loopback address`,
    },
  ];
}

function checkShard({ shard }: Settings, environment: Environment): readonly Problem[] {
  if (shard === undefined) return [];
  const text =
    shard === 'auto'
      ? `${environment['BITBUCKET_PARALLEL_STEP'] ?? 0}/${environment['BITBUCKET_PARALLEL_STEP_COUNT'] ?? 1}`
      : shard;
  const [index = Number.NaN, count = Number.NaN] = text.split('/').map(Number);
  if (Number.isInteger(index) && Number.isInteger(count) && index >= 0 && index < count) return [];
  return [{ where: 'SHARD', message: `${JSON.stringify(text)}; accepted: i/n with i from 0 to n - 1` }];
}

function quoted(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(', ');
}
