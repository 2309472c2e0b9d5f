// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have them
import { expect, it } from 'vitest';
import { found } from './scan-texts.ts';

type Texts = Readonly<Record<string, string>>;

const express = (views: Texts, values = '{ q: req.query.q, list: req.query.list }', view = 'page') => ({
  'app.js': `const app = require('express')();\napp.get('/', (req, res) => {\n  res.render('${view}', ${values});\n});\n`,
  ...Object.fromEntries(Object.entries(views).map(([k, v]) => [`views/${k}`, v])),
});

it.each<[string, Texts, readonly string[]]>([
  ['ejs direct', express({ 'page.ejs': '<p><%- q %></p>' }), ['views/page.ejs:1']],
  ['ejs escaped', express({ 'page.ejs': '<p><%= q %></p>' }), []],
  ['ejs locals', express({ 'page.ejs': '<p><%- locals.q %></p>' }), ['views/page.ejs:1']],
  [
    'ejs loop',
    express({ 'page.ejs': '<% list.forEach(function (one) { %>\n<%- one.name %>\n<% }) %>' }),
    ['views/page.ejs:2'],
  ],
  [
    'ejs for of',
    express({ 'page.ejs': '<% for (const one of list) { %>\n<%- one %>\n<% } %>' }),
    ['views/page.ejs:2'],
  ],
  [
    'ejs for i',
    express({ 'page.ejs': '<% for (var i = 0; i < list.length; i++) { %>\n<%- list[i].name %>\n<% } %>' }),
    ['views/page.ejs:2'],
  ],
  [
    'ejs loop escaped',
    express({ 'page.ejs': '<% list.forEach(function (one) { %>\n<%= one.name %>\n<% }) %>' }),
    [],
  ],
  [
    'ejs include',
    express({ 'page.ejs': "<%- include('part') %>", 'part.ejs': '<p><%- q %></p>' }),
    ['views/part.ejs:1'],
  ],
  [
    'ejs include given',
    express({ 'page.ejs': "<%- include('./part', { text: q }) %>", 'part.ejs': '<p><%- text %></p>' }),
    ['views/part.ejs:1'],
  ],
  [
    'ejs include in folder',
    express({
      'page.ejs': "<%- include('partials/part.ejs', { text: q }) %>",
      'partials/part.ejs': '<p><%- text %></p>',
    }),
    ['views/partials/part.ejs:1'],
  ],
  [
    'ejs include escaped',
    express({ 'page.ejs': "<%- include('part', { text: q }) %>", 'part.ejs': '<p><%= text %></p>' }),
    [],
  ],
  [
    'ejs include other',
    express({ 'page.ejs': "<%- include('part', { text: 'own' }) %>", 'part.ejs': '<p><%- text %></p>' }),
    [],
  ],
  ['ejs code', express({ 'page.ejs': "<% var t = '<b>' + q + '</b>'; %><%- t %>" }), ['views/page.ejs:1']],
  ['ejs made', express({ 'page.ejs': "<%- '<b>' + q + '</b>' %>" }), ['views/page.ejs:1']],
  ['ejs made escaped', express({ 'page.ejs': "<%- '<b>' + escapeHtml(q) + '</b>' %>" }), []],
  ['pug direct', express({ 'page.pug': 'p!= q' }), ['views/page.pug:1']],
  ['pug escaped', express({ 'page.pug': 'p= q\np #{q}' }), []],
  ['pug loop', express({ 'page.pug': 'ul\n  each one in list\n    li!= one.name' }), ['views/page.pug:3']],
  ['pug include', express({ 'page.pug': 'include part', 'part.pug': 'p!= q' }), ['views/part.pug:1']],
  [
    'pug extends',
    express({ 'page.pug': 'extends layout\nblock content\n  p x', 'layout.pug': 'title !{q}' }),
    ['views/layout.pug:1'],
  ],
  ['pug mixin', express({ 'page.pug': 'mixin row(text)\n  li!= text\n+row(q)' }), ['views/page.pug:2']],
  ['pug made', express({ 'page.pug': "p!= '<b>' + q" }), ['views/page.pug:1']],
  ['hbs direct', express({ 'page.hbs': '<p>{{{q}}}</p>' }), ['views/page.hbs:1']],
  ['hbs escaped', express({ 'page.hbs': '<p>{{q}}</p>' }), []],
  ['hbs loop', express({ 'page.hbs': '{{#each list}}\n{{{this.name}}}\n{{/each}}' }), ['views/page.hbs:2']],
  [
    'hbs loop bare',
    express({ 'page.hbs': '{{#each list}}\n{{{name}}}{{{this}}}\n{{/each}}' }),
    ['views/page.hbs:2'],
  ],
  [
    'hbs loop as',
    express({ 'page.hbs': '{{#each list as |one|}}\n{{{one.name}}}\n{{/each}}' }),
    ['views/page.hbs:2'],
  ],
  [
    'hbs partial',
    express({ 'page.hbs': '{{> part}}', 'partials/part.hbs': '{{{q}}}' }),
    ['views/partials/part.hbs:1'],
  ],
  [
    'hbs partial given',
    express({ 'page.hbs': '{{> part text=q}}', 'partials/part.hbs': '{{{text}}}' }),
    ['views/partials/part.hbs:1'],
  ],
  [
    'hbs partial in loop',
    express({ 'page.hbs': '{{#each list}}{{> part}}{{/each}}', 'partials/part.hbs': '{{{name}}}' }),
    ['views/partials/part.hbs:1'],
  ],
  [
    'hbs layout',
    express({ 'page.hbs': 'x', 'layouts/main.hbs': '{{{q}}}{{{body}}}' }),
    ['views/layouts/main.hbs:1'],
  ],
  ['hbs if', express({ 'page.hbs': '{{#if q}}{{{q}}}{{/if}}' }), ['views/page.hbs:1']],
  ['njk direct', express({ 'page.njk': '{{ q | safe }}' }, undefined, 'page.njk'), ['views/page.njk:1']],
  ['njk escaped', express({ 'page.njk': '{{ q }}' }, undefined, 'page.njk'), []],
  [
    'njk loop',
    express(
      { 'page.njk': '{% for one in list %}\n{{ one.name | safe }}\n{% endfor %}' },
      undefined,
      'page.njk',
    ),
    ['views/page.njk:2'],
  ],
  [
    'njk include',
    express({ 'page.njk': '{% include "part.njk" %}', 'part.njk': '{{ q | safe }}' }, undefined, 'page.njk'),
    ['views/part.njk:1'],
  ],
  [
    'njk extends',
    express(
      { 'page.njk': '{% extends "layout.njk" %}', 'layout.njk': '{{ q | safe }}' },
      undefined,
      'page.njk',
    ),
    ['views/layout.njk:1'],
  ],
  [
    'njk set',
    express({ 'page.njk': '{% set t = q %}{{ t | safe }}' }, undefined, 'page.njk'),
    ['views/page.njk:1'],
  ],
  [
    'njk macro',
    express(
      { 'page.njk': '{% macro row(text) %}\n{{ text | safe }}\n{% endmacro %}{{ row(q) }}' },
      undefined,
      'page.njk',
    ),
    ['views/page.njk:2'],
  ],
  [
    'njk name of a loop, shown elsewhere',
    express(
      {
        'page.njk': '{% include "part.njk" %}{% for one in list %}{{ one }}{% endfor %}',
        'part.njk': '{{ one | safe }}',
      },
      undefined,
      'page.njk',
    ),
    [],
  ],
  [
    'njk set for the layout',
    express(
      { 'page.njk': '{% extends "layout.njk" %}{% set title = q %}', 'layout.njk': '{{ title | safe }}' },
      undefined,
      'page.njk',
    ),
    ['views/layout.njk:1'],
  ],
])('follows a request into a template of Node: %s', async (_, files, expected) => {
  const places = (await found(files)).map((one) => one.replace(/^\S+ /, ''));
  expect([...new Set(places)].sort()).toEqual([...expected].sort());
});
