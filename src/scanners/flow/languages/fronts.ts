import { csharp } from './csharp/csharp.ts';
import type { Front } from './front.ts';
import { go } from './go/go.ts';
import { java } from './java/java.ts';
import { javascript } from './javascript/javascript.ts';
import { php } from './php/php.ts';
import { python } from './python/python.ts';

export const fronts: readonly Front[] = [python, java, go, php, csharp, javascript];
