// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have them
import { expect, it } from 'vitest';
import { readTemplate } from '../../../src/scanners/flow/templates/read-template.ts';

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
  [
    'a.html',
    '<p th:utext="${a.b}" th:text="${c}" data-th-utext="${d}">[(${e})] [[${f}]]</p>',
    ['a.b', 'd', 'e'],
  ],
  ['a.ftl', '${a.b} ${c!""} ${d?html} ${e()} <#if f>', ['a.b', 'c']],
  ['a.ftlh', '${a} ${b?no_esc}', ['b']],
  ['a.vm', '$a.b $!{c} $esc.html($d) $e.f() \\$g #if($h) $x', ['a.b', 'c', 'x']],
  [
    'a.jsp',
    '${a.b} <c:out value="${c}"/> <c:out value="${d}" escapeXml="false"/> ${e ? f : 1}',
    ['a.b', 'd', 'f'],
  ],
  [
    'a.jsp',
    '<% Object a = request.getAttribute("a"); %><%= a %><%= (String) request.getAttribute("b") %>',
    ['a', 'b'],
  ],
  ['a.jsp', '<c:forEach items="${list}" var="one">${one.name}</c:forEach>', ['list.name']],
  ['a.jsp', '<%-- ${a} --%><% String b = "${b}"; %>', []],
  [
    'a.cshtml',
    '@Html.Raw(Model.A) @Html.Raw(ViewBag.B) @Html.Raw(ViewData["C"]) @Model.D',
    ['Model.A', 'B', 'C'],
  ],
  ['a.blade.php', "{!! $a->b !!} {{ $c }} @{!! $d !!} {!! e($f) !!} {!! $g['h'] !!}", ['a.b', 'g.h']],
  ['a.php', '<?= $a ?><?php echo $b; ?><?= h($c) ?><?php $d = 1; ?><?= $d ?>', ['a', 'b']],
])('finds what %s puts out as it is: %s', (file, text, names) => {
  const { outputs } = readTemplate(file, text);
  expect(outputs.map((one) => one.names.join('.'))).toEqual(names);
  for (const { start, end, names: parts } of outputs) expect(text.slice(start, end)).toContain(parts.at(-1));
});

it.each([
  ['a.ejs', '<%- a', ' '],
  ['a.html', '{{ a', ' | upper'],
  ['a.pug', 'p(', 'a.b#c'],
  ['a.jsp', '<c:out value="', '<%= a '],
  ['a.jsp', '', '<% Object x = '],
  ['a.jsp', '${a', ' ? b'],
  ['a.html', '', 'th:utext="'],
  ['a.html', '[(${', 'a.'],
  ['a.ftl', '', '${a.b!"'],
  ['a.vm', '$', 'a.'],
  ['a.cshtml', '', 'Html.Raw('],
  ['a.cshtml', 'Html.Raw(', 'a.b'],
  ['a.php', '', '<?= $a'],
  ['a.php', '{!! $a', '->b'],
  ['a.php', '', '{{-- '],
  ['a.njk', '', '{#'],
  ['a.njk', '', '{% raw %}'],
  ['a.njk', '', '{% for a in '],
  ['a.ejs', '', '<% a('],
  ['a.hbs', '', '{{!--'],
  ['a.ftl', '', '<#--'],
  ['a.vm', '', '#*'],
  ['a.cshtml', '', '@*'],
])('reads %s that goes on with %j without end', (file, start, unit) => {
  expect(readTemplate(file, start + unit.repeat(50_000)).outputs).toEqual([]);
});
