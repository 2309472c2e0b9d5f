import { expect, it } from 'vitest';
import { rawOutputs } from '../../../src/scanners/flow/templates/raw-outputs.ts';

it.each([
  ['a.ejs', '<%- user.name %> <%= other %>', ['user.name']],
  ['a.ejs', '<%- include("x") %><%- body %><%-name-%>', ['name']],
  ['a.hbs', '{{{a.b}}} {{& c }} {{d}}', ['a.b', 'c']],
  ['a.tpl', '{{{ if a }}}{a}{{{ else }}}-{{{ end }}}', []],
  ['a.html', '{{ a | safe }} {{ b|upper|safe }} {{ c|e|safe }} {{ d }}', ['a', 'b']],
  ['a.html', '{% autoescape off %}{{ a }} {{ b|title }}{% endautoescape %}{{ c }}', ['a', 'b']],
  ['a.njk', "{{ list[0] | safe }} {{ f(x) | safe }} {{ map['key'] | safe }}", ['list.0', 'map.key']],
  ['a.pug', 'p= a\np!= b\np Hi !{c.d} #{e}\n.x(title="t")!= f', ['b', 'c.d', 'f']],
  ['a.dust', '{a|s} {b}', ['a']],
  ['a.html', '{% raw a %}', ['a']],
  ['a.ejs', '<script>var a = <%- JSON.stringify(a.b) %>;</script>', ['a.b']],
  ['a.ejs', '<%- JSON.stringify({ "name": a }) %>', ['a']],
])('finds what %s puts out as it is: %s', (file, text, names) => {
  const outputs = rawOutputs(file, text);
  expect(outputs.map((one) => one.names.join('.'))).toEqual(names);
  for (const { start, end, names: parts } of outputs) expect(text.slice(start, end)).toContain(parts.at(-1));
});

it.each([
  ['a.ejs', '<%- a', ' '],
  ['a.html', '{{ a', ' | upper'],
  ['a.pug', 'p(', 'a.b#c'],
])('reads %s that goes on with %j without end', (file, start, unit) => {
  expect(rawOutputs(file, start + unit.repeat(50_000))).toEqual([]);
});
