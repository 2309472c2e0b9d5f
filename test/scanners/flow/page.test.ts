import { expect, it } from 'vitest';
import { found } from './scan-texts.ts';

it('follows what a page is asked for into an element of JSX and over files', async () => {
  expect(
    await found({
      'search.tsx': `import { asked } from './asked.ts';
export function Search() {
  return <p dangerouslySetInnerHTML={{ __html: asked('q') }} />;
}`,
      'asked.ts': `export function asked(name: string) { return new URLSearchParams(window.location.search).get(name); }`,
      'safe.tsx': `export function Safe() { return <p>{new URLSearchParams(location.search).get('q')}</p>; }`,
    }),
  ).toEqual(['js-dom-xss search.tsx:3']);
});

it('takes a promise for what its step makes of it', async () => {
  expect(
    await found({
      'notes.js': `
fetch('/notes').then((answer) => answer.json()).then((notes) => { box.innerHTML = '<li>' + notes[0].text; });
fetch('/part').then((answer) => answer.text()).then((part) => { box.innerHTML = '<li>' + part; });
fetch('/notes').then(() => 'done').then((word) => { box.innerHTML = '<li>' + word; });
`,
    }),
  ).toEqual(['js-answer-as-html notes.js:2']);
});

it('calls a listener with a message, whatever it calls it', async () => {
  expect(
    await found({
      'frame.js': `
window.addEventListener('message', (event) => { box.innerHTML = event.data; });
window.addEventListener('message', (event) => { if (event.origin === 'https://shop.example') box.innerHTML = event.data; });
window.addEventListener('click', (event) => { box.innerHTML = event.data; });
`,
    }),
  ).toEqual(['js-dom-xss frame.js:2']);
});

it('tells contents of a database by the rule about them alone, and no number or time of a record', async () => {
  const route = (values: string) =>
    `app.get('/n', async (req, res) => { const note = await Note.findByPk(1); res.render('note', { ${values} }); });`;
  expect(
    await found({
      'note.js': route('note, asked: req.query.asked'),
      'note.ejs': '<p><%- note.text %></p>\n<p><%- note.createdAt %></p>\n<p><%- asked %></p>',
    }),
  ).toEqual(['js-stored-xss note.ejs:1', 'js-template-xss note.ejs:3']);
});

it('reads the scripts of components and pages at their lines', async () => {
  expect(
    await found({
      'Asked.vue': `<template>
  <p>{{ asked }}</p>
  <div v-html="asked" class="wide"></div>
  <div v-html="$route.query.note"></div>
  <div v-html="label"></div>
</template>
<script setup lang="ts">
const route = useRoute();
const asked = route.query.q as string;
const label: string = '<b>own</b>';
</script>`,
      'Old.vue': `<template><div v-html="text"></div></template>
<script>
export default {
  mounted() { this.$refs.box.innerHTML = this.$route.query.text; },
};
</script>`,
      'Page.svelte': `<script>
  import { page } from '$app/stores';
  const q = $page.url.searchParams.get('q');
</script>
<p>{q}</p>
{@html q}
{@html \`<b>\${label}</b>\`}`,
      'index.html': `<html><head><script src="app.js"></script></head>
<body>
<!-- <script>document.write(location.hash)</script> -->
<script type="text/template">document.write(location.hash)</script>
<script>
  var title = {{ title|safe }};
  {% if wide %}document.write(location.hash.slice(1));{% endif %}
</script>
<a onclick="document.body.innerHTML = location.hash">x</a>
</body></html>`,
      'plain.html': `<p>document.write(location.hash)</p>`,
    }),
  ).toEqual([
    'js-dom-xss Asked.vue:3',
    'js-dom-xss Asked.vue:4',
    'js-dom-xss Old.vue:4',
    'js-dom-xss Page.svelte:6',
    'js-dom-xss index.html:7',
    'js-dom-xss index.html:9',
  ]);
});

it('takes what clients of Meteor call methods with for data from outside', async () => {
  expect(
    await found({
      'methods.js': `
Meteor.methods({
  scan(path) { exec('scan ' + path); },
  'files.read': async function (name) { return fs.readFileSync('/data/' + name); },
});
Meteor.publish('log', (name) => fs.readFileSync('/log/' + name));
register({ scan(path) { exec('scan ' + path); } });
`,
      'Notes.vue': `<template><div v-html="shown"></div></template>
<script setup>
const route = useRoute();
const shown = computed(() => '<b>' + route.query.note);
</script>`,
    }),
  ).toEqual([
    'js-dom-xss Notes.vue:1',
    'js-command-injection methods.js:3',
    'js-path-traversal methods.js:4',
    'js-path-traversal methods.js:6',
  ]);
});

it('tells what an Angular component trusts of the address, and takes functions that escape at their word', async () => {
  expect(
    await found({
      'search.component.ts': `
export class SearchComponent {
  constructor(private sanitizer: DomSanitizer, private route: ActivatedRoute) {}
  ngOnInit() {
    const asked = this.route.snapshot.queryParams.q;
    this.shown = this.sanitizer.bypassSecurityTrustHtml(asked);
  }
}`,
      'note.js': `
import { escapeHtmlText } from './escape.js';
box.innerHTML = '<b>' + escapeHtmlText(location.hash) + '</b>';`,
      'escape.js': `export function escapeHtmlText(text) { return table.get(text) ?? text; }`,
    }),
  ).toEqual(['js-dom-xss search.component.ts:6']);
});

it.each([
  ['gives back what it is given', 'return target || fallback;', 1],
  ['gives back the one or the other', "return target ? target : '/';", 1],
  ['looks at it', "return known.has(target) ? target : '/';", 0],
  ['works on it', 'return clean(target);', 0],
])(
  'takes a function called as safe at its word, unless its code plainly does nothing: it %s',
  async (_does, code, count) => {
    expect(
      await found({
        'go.js': `
const { safeRedirect } = require('./safe.js');
app.get('/go', (req, res) => res.redirect(safeRedirect(req.query.next, '/')));`,
        'safe.js': `exports.safeRedirect = function (target, fallback) { ${code} };`,
      }),
    ).toHaveLength(count);
  },
);

it('calls what waits for the address in Angular with it', async () => {
  const component = (made: string) => `export class Shown {
  html: SafeHtml;
  constructor(private route: ActivatedRoute, private sanitizer: DomSanitizer) {}
  ngOnInit() {
    this.route.queryParams.subscribe((params) => { this.html = this.sanitizer.bypassSecurityTrustHtml(${made}); });
  }
}`;
  expect(
    await found({
      'shown.ts': component("params['q']"),
      'count.ts': component("String(Number(params['q']))"),
    }),
  ).toEqual(['js-dom-xss shown.ts:5']);
});
