import type { Front } from './front.ts';
import { python } from './python/python.ts';

export const fronts: readonly Front[] = [python];
