import { describe, expect, it } from 'vitest';
import { found } from './scan-texts.ts';

const handler = `package web
import ("net/http"; "example.com/a/files")
type Handler struct { files files.Service }
func (h *Handler) Get(w http.ResponseWriter, r *http.Request) { h.files.Get(r.FormValue("name")) }
`;

const service = `package files
import ("example.com/a/store")
type Service interface { Get(name string) error; List() error }
type service struct { store store.Store }
func (s *service) Get(name string) error { return s.store.Get(name) }
func (s *service) List() error { return nil }
`;

const store = (own: string) => `package store
import "os"
type Store interface { Get(name string) error; Forget() error }
type folder struct { root string }
func (f *folder) Get(name string) error { return os.Remove(f.root + name) }
${own}`;

/** Types that have a method of the name, too many to say that one of them is meant. */
const others = Object.fromEntries(
  ['a', 'b', 'c', 'd', 'e'].map((name) => [
    `${name}/${name}.go`,
    `package ${name}\ntype Box struct{}\nfunc (b *Box) Get(name string) error { return nil }\n`,
  ]),
);

describe('interfaces of Go', () => {
  it('leads through two of them to the types that have their methods', async () => {
    const forget = 'func (f *folder) Forget() error { return nil }\n';
    const files = { 'web/web.go': handler, 'files/files.go': service, ...others };
    expect(await found({ ...files, 'store/store.go': store(forget) })).toEqual([
      'go-path-traversal store/store.go:5',
    ]);
  });

  it('finds a method that stands in another file than the rest of its type', async () => {
    const files = { 'web/web.go': handler, 'files/files.go': service, ...others };
    const forget = 'package store\nfunc (f *folder) Forget() error { return nil }\n';
    expect(await found({ ...files, 'store/store.go': store(''), 'store/forget.go': forget })).toEqual([
      'go-path-traversal store/store.go:5',
    ]);
  });

  it('does not take a type for one of them that lacks a method', async () => {
    const files = { 'web/web.go': handler, 'files/files.go': service, ...others };
    expect(await found({ ...files, 'store/store.go': store('') })).toEqual([]);
  });

  it('leaves doubles for tests out', async () => {
    const files = { 'web/web.go': handler, 'files/files.go': service, ...others };
    const forget = 'func (f *folder) Forget() error { return nil }\n';
    const double = store(forget).replaceAll('folder', 'fakeFolder');
    expect(await found({ ...files, 'store/store.go': double })).toEqual([]);
  });
});

describe('embedded types of Go', () => {
  it('knows what a framework gives to an own context', async () => {
    const text = `package web
import "gopkg.in/macaron.v1"
type Context struct { *macaron.Context; User string }
func h(c *Context) { c.Redirect(c.Query("to")) }
`;
    expect(await found({ 'web/web.go': text })).toEqual(['go-open-redirect web/web.go:4']);
  });
});
