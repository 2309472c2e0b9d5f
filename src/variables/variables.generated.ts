// Made from pipe.yml by `npm run generate`; do not edit.
import type { Variable } from './variable.ts';

export const variables = [
  {"name":"MODE","type":"string","values":["scan","preview","collect","publish","doctor"],"default":"scan","allowed":"`scan`, `preview`, `collect`, `publish`, `doctor`","secret":false},
  {"name":"BITBUCKET_ACCESS_TOKEN","type":"string","allowed":"a token without white space","secret":true},
  {"name":"BITBUCKET_EMAIL","type":"string","allowed":"an e-mail address","secret":false},
  {"name":"BITBUCKET_API_TOKEN","type":"string","allowed":"a token without white space","secret":true},
  {"name":"BITBUCKET_CLIENT_ID","type":"string","allowed":"a key without white space","secret":false},
  {"name":"BITBUCKET_CLIENT_SECRET","type":"string","allowed":"a secret without white space","secret":true},
  {"name":"BITBUCKET_API_URL","type":"string","default":"https://api.bitbucket.org/2.0","allowed":"an `https:` address without credentials, query or fragment","secret":false},
  {"name":"SCANNERS","type":"array","default":"auto","allowed":"`auto`, names, or `-name`","secret":false},
  {"name":"SARIF_FILES","type":"array","allowed":"paths or globs, from the repository's folder","secret":false},
  {"name":"FAIL_ON","type":"string","values":["critical","high","medium","low","never"],"default":"high","allowed":"`critical`, `high`, `medium`, `low`, `never`","secret":false},
  {"name":"GATE_SCOPE","type":"string","values":["new","all"],"default":"new","allowed":"`new`, `all`","secret":false},
  {"name":"BASELINE","type":"string","default":"auto","allowed":"`auto`, `merge-base`, `changed-lines`, `none`, or a path","secret":false},
  {"name":"PUBLISH","type":"array","values":["auto","none","status","insights","summary","inline"],"default":"auto","allowed":"`auto`, `none`, or any of `status`, `insights`, `summary`, `inline`","secret":false},
  {"name":"INLINE_LIMIT","type":"integer","default":"25","allowed":"0 to 1000","secret":false},
  {"name":"REPORT_ID","type":"string","default":"code-scan","allowed":"1 to 40 of letters, digits, `.`, `_`, `-`","secret":false},
  {"name":"CONFIG_FILE","type":"string","default":".code-scan.yml","allowed":"a path in the repository","secret":false},
  {"name":"OUTPUT_DIR","type":"string","default":"code-scan-report","allowed":"a path","secret":false},
  {"name":"SCAN_TIMEOUT","type":"integer","default":"600","allowed":"1 to 86400","secret":false},
  {"name":"SHARD","type":"string","allowed":"`auto` or `i/n`","secret":false},
  {"name":"REPLIES","type":"array","default":"author","allowed":"`anyone`, `nobody`, or any of `author` and account ids","secret":false},
  {"name":"SUGGESTIONS","type":"boolean","default":"false","allowed":"`true`, `false`","secret":false},
  {"name":"LOG_FORMAT","type":"string","values":["text","json"],"default":"text","allowed":"`text`, `json`","secret":false},
  {"name":"DEBUG","type":"boolean","default":"false","allowed":"`true`, `false`","secret":false},
] as const satisfies readonly Variable[];
