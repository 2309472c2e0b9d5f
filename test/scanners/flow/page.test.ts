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
