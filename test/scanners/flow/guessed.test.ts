import { describe, expect, it } from 'vitest';
import { found } from './scan-texts.ts';

describe('a method that is only known by its name', () => {
  const client = (declared: string) =>
    `class Client {\n  public ${declared}void fetch(String url) {\n  new URL(url).openStream();\n} }\n`;
  const caller =
    'class Web { void m(HttpServletRequest request) { lookUp().fetch(request.getParameter("q")); } }\n';

  it.each([
    ['is taken for the only one there is', '', 1],
    ['is no static one of another class', 'static ', 0],
  ])('%s', async (_name, declared, count) => {
    expect(await found({ 'Web.java': caller, 'Client.java': client(declared) })).toHaveLength(count);
  });

  it.each([
    ['another class', 'class Box : Base', 0],
    ['a class below it', 'class Box : PagesController', 1],
  ])('and is called without an object is none of another class: %s', async (_name, head, count) => {
    const page =
      'public class PagesController : Controller { public IActionResult Show(string q) { return Content(q); } }\n';
    const box = `public ${head} { public IHtmlContent Content(string value) { return Html.Raw(value); } }\n`;
    expect(await found({ 'PagesController.cs': page, 'Box.cs': box })).toHaveLength(count);
  });
});
