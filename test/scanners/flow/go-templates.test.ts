// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have them
import { expect, it } from 'vitest';
import { found } from './scan-texts.ts';

type Texts = Readonly<Record<string, string>>;

const gohtml = (views: Texts, body: string, imp = 'html/template') => ({
  'main.go': `package main\nimport (\n  "net/http"\n  "${imp}"\n)\nfunc index(w http.ResponseWriter, r *http.Request) {\n  q := r.URL.Query().Get("q")\n  ${body}\n}\n`,
  ...Object.fromEntries(Object.entries(views).map(([k, v]) => [`templates/${k}`, v])),
});

it.each<[string, Texts, readonly string[]]>([
  [
    'go html escaped',
    gohtml(
      { 'page.html': '{{.Q}}' },
      't := template.Must(template.ParseFiles("templates/page.html"))\n  t.Execute(w, q)',
    ),
    [],
  ],
  [
    'go text',
    gohtml(
      { 'page.html': '{{.Q}}' },
      't := template.Must(template.ParseFiles("templates/page.html"))\n  t.Execute(w, q)',
      'text/template',
    ),
    ['main.go:9'],
  ],
  [
    'go text made',
    gohtml(
      {},
      't, _ := template.New("p").Parse("<p>{{.}}</p>")\n  t.Execute(w, map[string]string{"q": q})',
      'text/template',
    ),
    ['main.go:9'],
  ],
  [
    'go gin funcmap',
    {
      'main.go':
        'package main\nimport (\n  "html/template"\n  "github.com/gin-gonic/gin"\n)\nfunc main() {\n  r := gin.Default()\n  r.SetFuncMap(template.FuncMap{"safeHTML": func(s string) template.HTML { return template.HTML(s) }})\n  r.GET("/", func(c *gin.Context) {\n    c.HTML(200, "page.tmpl", gin.H{"q": c.Query("q")})\n  })\n}\n',
      'templates/page.tmpl': '<p>{{ safeHTML .q }}</p>\n{{ .q }}',
    },
    ['templates/page.tmpl:1'],
  ],
  [
    'go execute',
    gohtml(
      { 'page.html': '{{ range .List }}\n{{ safeHTML . }}\n{{ end }}{{ .Q }}' },
      't.ExecuteTemplate(w, "page.html", map[string]any{"List": r.URL.Query()["l"], "Q": q})',
    ),
    ['templates/page.html:2'],
  ],
  [
    'go execute other',
    gohtml(
      { 'page.html': '{{ .Own | safe }}' },
      't.ExecuteTemplate(w, "page.html", map[string]any{"Own": "<b>", "Q": q})',
    ),
    [],
  ],
  [
    'go struct',
    gohtml(
      {
        'page.html': '{{ with .User }}{{ .Name | safe }}{{ end }}{{ template "part.html" .User }}',
        'part.html': '{{ .Name | raw }}',
      },
      't.ExecuteTemplate(w, "page.html", Page{User: User{Name: q}})',
    ),
    ['templates/page.html:1', 'templates/part.html:1'],
  ],
])('follows a request into a template of Go: %s', async (_, files, expected) => {
  const places = (await found(files)).map((one) => one.replace(/^\S+ /, ''));
  expect([...new Set(places)].sort()).toEqual([...expected].sort());
});
