import { expect, it } from 'vitest';
import { isSampleInComment } from '../../../src/scanners/secrets/sample-in-comment.ts';

const at = (text: string) => isSampleInComment(text, text.indexOf('HERE'));

it.each([
  ['on a line of its own', '// { "access_token": "HERE" }'],
  ['in a block', '/*\n{\n  "expires_in": 7,\n  "refreshToken" : "HERE"\n}\n*/'],
  ['in a block with stars', '/**\n * {\n *   "token": "HERE"\n */'],
  ['in an address', ' * https://api.example/info?access_token=HERE'],
  ['behind a block that is over', 'a(); /* b */\n# "id_token":"HERE"'],
])('a token in JSON is a sample of an answer %s', (_, text) => expect(at(text)).toBe(true));

it.each([
  ['in an address without a comment', 'get("https://api.example/info?access_token=HERE")'],
  ['without a comment', '{ "access_token": "HERE" }'],
  ['behind a comment', '/* { "access_token": "x" } */\nconst a = { "access_token": "HERE" };'],
  ['behind a pattern of names', 'read("src/*");\nsend({ "access_token": "HERE" });'],
  ['that was commented out with its statement', "// const access_token = 'HERE';"],
  ['that is a key', '// "apiKey": "HERE",'],
])('and none %s', (_, text) => expect(at(text)).toBe(false));
