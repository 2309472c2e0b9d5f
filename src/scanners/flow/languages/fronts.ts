import type { LanguageName } from '../rules/flow-rule.ts';
import type { Front } from './front.ts';

export interface LateFront {
  readonly language: LanguageName;
  readonly load: () => Promise<Front>;
}

/** Loaded when there is a file of the language: most repositories have one or two of them. */
export const fronts: readonly LateFront[] = [
  { language: 'python', load: async () => (await import('./python/python.ts')).python },
  { language: 'java', load: async () => (await import('./java/java.ts')).java },
  { language: 'go', load: async () => (await import('./go/go.ts')).go },
  { language: 'php', load: async () => (await import('./php/php.ts')).php },
  { language: 'csharp', load: async () => (await import('./csharp/csharp.ts')).csharp },
  { language: 'ruby', load: async () => (await import('./ruby/ruby.ts')).ruby },
  { language: 'javascript', load: async () => (await import('./javascript/javascript.ts')).javascript },
];
