import { unknown, type Value } from './value.ts';

/** Bytes and characters in a row are a text. */
const isText = /\b(?:byte|char)\b.*\[/;
/** Types whose values can carry nothing. */
const harmless =
  /^(?:int|long|short|byte|float|double|boolean|bool|number|Integer|Long|Short|Byte|Float|Double|Boolean|BigInteger|BigDecimal|UUID|Date|LocalDate|LocalDateTime|Instant|datetime|date|Decimal|complex|(?:Strict|Positive|Negative|NonPositive|NonNegative)(?:Int|Float)|StrictBool)$/;

/** Holds values of one type: `List<Long>`. */
const holder =
  /^[\w.]*(?:Optional|List|Set|Collection|Iterable|Enumerable|Stream)<\s*([\w.]{1,80})\??\s*>\??$/;

export function withType(value: Value, type: string): Value {
  const simple = simpleType(type);
  const [, held = simple] = holder.exec(type) ?? [];
  if (harmless.test(simpleType(held)) && !isText.test(type))
    return value.constant === undefined ? unknown : value;
  if (value.type !== undefined && value.type !== 'Object#') return value;
  return { ...value, type: `${simple}#` };
}

/** `java.util.List<String>` is a `List`. */
export function simpleType(type: string): string {
  const bare = type.replace(/<.*$/s, '').replace(/\[.*$/s, '').trim();
  return bare.slice(bare.lastIndexOf('.') + 1);
}
