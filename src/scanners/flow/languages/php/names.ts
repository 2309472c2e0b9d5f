import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import type { Lowering } from '../lowering.ts';

/** `\App\Http\Request` is a `Request`: classes and functions go by their simple names. */
export function simpleName(node: SyntaxNode | undefined, lowering: Lowering): string {
  const text = node === undefined ? '' : lowering.textOf(node);
  const name = text.slice(text.lastIndexOf('\\') + 1).trim();
  return name === 'Client' && isOfStore(text, lowering.text) ? 'StoreClient' : name;
}

const ofStore = String.raw`(?:\w*[Rr]edis\w*|MongoDB|Memcached?|Elastic\w*|OpenSearch|Aws)\\(?:\w+\\)*Client`;
const namesStore = new RegExp(`^\\\\?${ofStore}$`);
const usesStore = new RegExp(String.raw`\buse\s+\\?${ofStore}\s*;`);

/** Clients of stores are called as those of HTTP are, and what they are asked for is no address. */
const isOfStore = (name: string, text: string) =>
  name.includes('\\') ? namesStore.test(name) : usesStore.test(text);

/** Functions may be written in any case; `Header` and `MD5` are those that everybody writes small. */
export function functionName(name: string): string {
  return /^(?:[A-Z][a-z\d_]*|[A-Z\d_]+)$/.test(name) ? name.toLowerCase() : name;
}

/** What PHP fills in itself, in every function. https://www.php.net/manual/en/language.variables.superglobals.php */
const superglobals =
  /^\$(?:_GET|_POST|_REQUEST|_COOKIE|_FILES|_SERVER|_SESSION|_ENV|HTTP_RAW_POST_DATA|HTTP_(?:GET|POST|COOKIE|SERVER)_VARS)$/;

export const isSuperglobal = (name: string) => superglobals.test(name);

/** The declared type by its simple name; undefined where it may be several. */
export function typeName(node: SyntaxNode | undefined, lowering: Lowering): string | undefined {
  if (node === undefined || /[|&]/.test(lowering.textOf(node))) return undefined;
  const name = simpleName(node, lowering).replace(/^\?/, '').trim();
  return name === 'mixed' || name === 'array' || name === 'self' || name === 'static' ? undefined : name;
}

/**
 * PHP's own functions that code writes again for versions that lack them: where they are there, theirs are meant.
 * https://www.php.net/manual/en/funcref.php
 */
const rewritten =
  /^(?:array_(?:column|combine|fill_keys|filter|find|first|is_list|key_exists|key_first|key_last|keys|last|map|merge|replace|walk_recursive)|ctype_\w+|each|file_(?:get|put)_contents|gz\w+|hash_(?:equals|hmac|pbkdf2)|hex2bin|html(?:entities|specialchars(?:_decode)?)|http_build_query|iconv\w*|is_(?:countable|iterable|callable)|json_(?:encode|decode|validate|last_error_msg)|lcfirst|mb_\w+|md5|mysql_\w+|parse_url|password_\w+|preg_\w+|random_(?:bytes|int)|sha1|str_(?:contains|ends_with|getcsv|i?replace|split|starts_with|word_count)|strip_tags|stripos|stream_get_contents|sys_get_temp_dir|utf8_(?:en|de)code|vsprintf)$/;

export const isRewritten = (name: string) => rewritten.test(name);
