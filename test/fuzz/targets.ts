import { api } from './api.ts';
import { console_ } from './console.ts';
import { conversation } from './conversation.ts';
import { brokenDiff, wholeDiff } from './diff.ts';
import { log } from './log.ts';
import { marker } from './marker.ts';
import { policy } from './policy.ts';
import { preview } from './preview.ts';
import { refs } from './refs.ts';
import { files, html, markdown } from './reports.ts';
import { sarif } from './sarif.ts';
import type { Target } from './target.ts';
import { texts } from './texts.ts';
import { variables } from './variables.ts';

/** Everything that reads what others write, and everything that writes it down again. */
export const targets: readonly Target[] = [
  sarif,
  policy,
  variables,
  refs,
  brokenDiff,
  wholeDiff,
  texts,
  api,
  conversation,
  marker,
  log,
  console_,
  markdown,
  html,
  preview,
  files,
];
