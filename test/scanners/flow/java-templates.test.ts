// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have them
import { expect, it } from 'vitest';
import { found } from './scan-texts.ts';

type Texts = Readonly<Record<string, string>>;

const spring = (views: Texts) => ({
  'src/main/java/a/PageController.java': `package a;\n@Controller\npublic class PageController {\n  @GetMapping("/")\n  public String index(@RequestParam String q, @RequestParam java.util.List<String> list, Model model) {\n    model.addAttribute("q", q);\n    model.addAttribute("list", list);\n    return "page";\n  }\n}\n`,
  ...Object.fromEntries(Object.entries(views).map(([k, v]) => [`src/main/resources/templates/${k}`, v])),
});

it.each<[string, Texts, readonly string[]]>([
  [
    'thymeleaf direct',
    spring({ 'page.html': '<p th:utext="${q}"></p>' }),
    ['src/main/resources/templates/page.html:1'],
  ],
  ['thymeleaf escaped', spring({ 'page.html': '<p th:text="${q}"></p>' }), []],
  [
    'thymeleaf loop',
    spring({ 'page.html': '<li th:each="one : ${list}">\n<b th:utext="${one.name}"></b></li>' }),
    ['src/main/resources/templates/page.html:2'],
  ],
  [
    'thymeleaf fragment',
    spring({
      'page.html': '<div th:replace="~{part :: row}"></div>',
      'part.html': '<div th:fragment="row"><b th:utext="${q}"></b></div>',
    }),
    ['src/main/resources/templates/part.html:1'],
  ],
  [
    'thymeleaf fragment given',
    spring({
      'page.html': '<div th:replace="~{part :: row(${q})}"></div>',
      'part.html': '<div th:fragment="row(text)"><b th:utext="${text}"></b></div>',
    }),
    ['src/main/resources/templates/part.html:1'],
  ],
  [
    'thymeleaf param',
    spring({ 'page.html': '<p th:utext="${param.q}"></p>' }),
    ['src/main/resources/templates/page.html:1'],
  ],
  [
    'thymeleaf with',
    spring({ 'page.html': '<div th:with="t=${q}"><p th:utext="${t}"></p></div>' }),
    ['src/main/resources/templates/page.html:1'],
  ],
  [
    'thymeleaf made',
    spring({ 'page.html': `<p th:utext="'&lt;b&gt;' + \${q}"></p>` }),
    ['src/main/resources/templates/page.html:1'],
  ],
  ['freemarker ftlh', spring({ 'page.ftlh': '${q?no_esc}' }), ['src/main/resources/templates/page.ftlh:1']],
  [
    'freemarker loop',
    spring({ 'page.ftlh': '<#list list as one>\n${one.name?no_esc}\n</#list>' }),
    ['src/main/resources/templates/page.ftlh:2'],
  ],
  [
    'freemarker include',
    spring({ 'page.ftlh': '<#include "part.ftlh">', 'part.ftlh': '${q?no_esc}' }),
    ['src/main/resources/templates/part.ftlh:1'],
  ],
  [
    'freemarker macro',
    spring({ 'page.ftlh': '<#macro row text>\n${text?no_esc}\n</#macro>\n<@row text=q/>' }),
    ['src/main/resources/templates/page.ftlh:2'],
  ],
  [
    'velocity loop',
    spring({ 'page.vm': '#foreach($one in $list)\n$one.name\n#end' }),
    ['src/main/resources/templates/page.vm:2'],
  ],
  [
    'velocity parse',
    spring({ 'page.vm': '#parse("part.vm")', 'part.vm': '$q' }),
    ['src/main/resources/templates/part.vm:1'],
  ],
  ['velocity set', spring({ 'page.vm': '#set($t = $q)\n$t' }), ['src/main/resources/templates/page.vm:2']],
  ['velocity escaped', spring({ 'page.vm': '$esc.html($q)' }), []],
  [
    'jsp include',
    {
      'web/a.jsp': '<% String q = request.getParameter("q"); %>\n<%@ include file="part.jsp" %>',
      'web/part.jsp': '<p><%= q %></p>',
    },
    ['web/part.jsp:1'],
  ],
  [
    'jsp include from the root',
    {
      'web/x/a.jsp': '<% String q = request.getParameter("q"); %>\n<%@ include file="/WEB-INF/part.jspf" %>',
      'web/WEB-INF/part.jspf': '<p><%= q %></p>',
    },
    ['web/WEB-INF/part.jspf:1'],
  ],
  [
    'jsp include escaped',
    {
      'a.jsp':
        '<% String q = org.owasp.encoder.Encode.forHtml(request.getParameter("q")); %>\n<%@ include file="part.jsp" %>',
      'part.jsp': '<p><%= q %></p>',
    },
    [],
  ],
  [
    'jsp of one of two views',
    {
      'A.java':
        '@Controller class A { @PostMapping("/a") String send(@ModelAttribute Order order, Model model, String kind) { model.addAttribute("order", order); return "b".equals(kind) ? "first" : "second"; } }',
      'WEB-INF/first.jsp': '<p>${order.name}</p>',
      'WEB-INF/second.jsp': '<p>${order.name}</p>',
    },
    ['WEB-INF/first.jsp:1', 'WEB-INF/second.jsp:1'],
  ],
  [
    'jsp name that a tag gives to something else',
    {
      'A.java':
        '@Controller class A { @PostMapping("/a") String send(@RequestParam String order, Model model) { model.addAttribute("order", order); return "page"; } }',
      'WEB-INF/page.jsp': '<spring:url value="/orders" var="order"/>\n<a href="${order}">all</a>',
    },
    [],
  ],
])('follows a request into a template of Java: %s', async (_, files, expected) => {
  const places = (await found(files)).map((one) => one.replace(/^\S+ /, ''));
  expect([...new Set(places)].sort()).toEqual([...expected].sort());
});
