// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have them
import { expect, it } from 'vitest';
import { found } from './scan-texts.ts';

type Texts = Readonly<Record<string, string>>;

const flask = (views: Texts, view = 'page.html') => ({
  'app.py': `from flask import Flask, request, render_template\napp = Flask(__name__)\n@app.route('/')\ndef index():\n    return render_template('${view}', q=request.args.get('q'), items=request.args.getlist('i'))\n`,
  ...Object.fromEntries(Object.entries(views).map(([k, v]) => [`templates/${k}`, v])),
});

const django = (views: Texts) => ({
  'app/views.py': `from django.shortcuts import render\ndef index(request):\n    q = request.GET.get('q')\n    return render(request, 'page.html', {'q': q, 'items': request.GET.getlist('i')})\n`,
  ...Object.fromEntries(Object.entries(views).map(([k, v]) => [`app/templates/${k}`, v])),
});

const djangoClass = (views: Texts) => ({
  'app/views.py': `from django.views.generic import TemplateView\nclass Page(TemplateView):\n    template_name = 'page.html'\n    def get_context_data(self, **kwargs):\n        context = super().get_context_data(**kwargs)\n        context['q'] = self.request.GET.get('q')\n        return context\n`,
  ...Object.fromEntries(Object.entries(views).map(([k, v]) => [`app/templates/${k}`, v])),
});

it.each<[string, Texts, readonly string[]]>([
  ['jinja direct', flask({ 'page.html': '{{ q|safe }}' }), ['templates/page.html:1']],
  ['jinja escaped', flask({ 'page.html': '{{ q }}' }), []],
  [
    'jinja loop',
    flask({ 'page.html': '{% for i in items %}\n{{ i|safe }}\n{% endfor %}' }),
    ['templates/page.html:2'],
  ],
  ['jinja loop escaped', flask({ 'page.html': '{% for i in items %}\n{{ i }}\n{% endfor %}' }), []],
  [
    'jinja include',
    flask({ 'page.html': '{% include "part.html" %}', 'part.html': '{{ q|safe }}' }),
    ['templates/part.html:1'],
  ],
  [
    'jinja include in autoescape off',
    flask({ 'page.html': '{% include "part.html" %}', 'part.html': '{{ q }}' }),
    [],
  ],
  [
    'jinja extends',
    flask({
      'page.html': '{% extends "base.html" %}{% block a %}{% endblock %}',
      'base.html': '<title>{{ q|safe }}</title>',
    }),
    ['templates/base.html:1'],
  ],
  [
    'jinja macro',
    flask({
      'page.html': '{% from "m.html" import row %}{{ row(q) }}',
      'm.html': '{% macro row(text) %}\n{{ text|safe }}\n{% endmacro %}',
    }),
    ['templates/m.html:2'],
  ],
  ['jinja request.args', flask({ 'page.html': '{{ request.args.q|safe }}' }), ['templates/page.html:1']],
  [
    'jinja request.args.get',
    flask({ 'page.html': '{{ request.args.get("q")|safe }}' }),
    ['templates/page.html:1'],
  ],
  [
    'jinja Markup',
    {
      'app.py': `from flask import Flask, request, render_template\nfrom markupsafe import Markup\n@app.route('/')\ndef index():\n    return render_template('page.html', q=Markup(request.args.get('q')))\n`,
      'templates/page.html': '{{ q }}',
    },
    ['app.py:5'],
  ],
  [
    'jinja dict spread',
    {
      'app.py': `from flask import Flask, request, render_template\n@app.route('/')\ndef index():\n    values = {'q': request.args.get('q')}\n    return render_template('page.html', **values)\n`,
      'templates/page.html': '{{ q|safe }}',
    },
    ['templates/page.html:1'],
  ],
  ['jinja set', flask({ 'page.html': '{% set t = q %}\n{{ t|safe }}' }), ['templates/page.html:2']],
  ['jinja made', flask({ 'page.html': '{{ ("<b>" ~ q ~ "</b>")|safe }}' }), ['templates/page.html:1']],
  ['django direct', django({ 'page.html': '{{ q|safe }}' }), ['app/templates/page.html:1']],
  ['django escaped', django({ 'page.html': '{{ q }}' }), []],
  [
    'django loop',
    django({ 'page.html': '{% for i in items %}\n{{ i|safe }}\n{% endfor %}' }),
    ['app/templates/page.html:2'],
  ],
  [
    'django include',
    django({ 'page.html': '{% include "part.html" %}', 'part.html': '{{ q|safe }}' }),
    ['app/templates/part.html:1'],
  ],
  [
    'django include with',
    django({ 'page.html': '{% include "part.html" with text=q %}', 'part.html': '{{ text|safe }}' }),
    ['app/templates/part.html:1'],
  ],
  [
    'django include only',
    django({ 'page.html': '{% include "part.html" with text="x" only %}', 'part.html': '{{ q|safe }}' }),
    [],
  ],
  [
    'django extends',
    django({ 'page.html': '{% extends "base.html" %}', 'base.html': '{{ q|safe }}' }),
    ['app/templates/base.html:1'],
  ],
  [
    'django with',
    django({ 'page.html': '{% with t=q %}\n{{ t|safe }}\n{% endwith %}' }),
    ['app/templates/page.html:2'],
  ],
  [
    'django with as',
    django({ 'page.html': '{% with q as t %}\n{{ t|safe }}\n{% endwith %}' }),
    ['app/templates/page.html:2'],
  ],
  ['django request.GET', django({ 'page.html': '{{ request.GET.q|safe }}' }), ['app/templates/page.html:1']],
  [
    'django autoescape off',
    django({ 'page.html': '{% autoescape off %}{{ q }}{% endautoescape %}' }),
    ['app/templates/page.html:1'],
  ],
  ['django safeseq', django({ 'page.html': '{{ items|safeseq|join:", " }}' }), ['app/templates/page.html:1']],
  ['django class view', djangoClass({ 'page.html': '{{ q|safe }}' }), ['app/templates/page.html:1']],
  ['django class view escaped', djangoClass({ 'page.html': '{{ q }}' }), []],
  [
    'django mark_safe',
    {
      'app/views.py': `from django.shortcuts import render\nfrom django.utils.safestring import mark_safe\ndef index(request):\n    return render(request, 'page.html', {'q': mark_safe(request.GET.get('q'))})\n`,
      'app/templates/page.html': '{{ q }}',
    },
    ['app/views.py:4'],
  ],
  ['django class view, another value', djangoClass({ 'page.html': '{{ other|safe }}' }), []],
])('follows a request into a template of Python: %s', async (_, files, expected) => {
  const places = (await found(files)).map((one) => one.replace(/^\S+ /, ''));
  expect([...new Set(places)].sort()).toEqual([...expected].sort());
});
