import { classesOf } from '../form/classes-of.ts';
import { entriesNamed } from '../form/entries-named.ts';
import type { ModuleForm } from '../form/form.ts';
import type { Lead } from '../languages/front.ts';
import type { Project } from '../project.ts';
import { simpleType } from './declared-type.ts';
import type { Frame } from './frame.ts';
import { implementers } from './implementers.ts';
import { KeptNames } from './kept-names.ts';
import { nameIn } from './look-up.ts';
import type { Machine, Names } from './machine.ts';
import { classScope, readMember } from './members.ts';
import { taken, within } from './reach.ts';
import { type ClassValue, type Closure, unknown, type Value } from './value.ts';

/** More classes than these with such a method, and its name says nothing. */
const mostOwners = 3;

/** Names that lead to others, such as those of types within types. */
const deepest = 16;

/** Names across the scanned files. Modules are run when something of them is first asked for. */
export class ProjectNames implements Names {
  readonly #project: Project;
  readonly #frameOf: (module: ModuleForm) => Frame;
  readonly #machine: () => Machine;
  readonly #stored = new Map<string, readonly Closure[]>();
  readonly #resolved = new KeptNames<Value>((file) => file.slice(0, file.lastIndexOf('/')));
  readonly #classes = new KeptNames<ClassValue>((file) => file);
  #depth = 0;

  constructor(project: Project, machine: () => Machine, frameOf: (module: ModuleForm) => Frame) {
    this.#project = project;
    this.#machine = machine;
    this.#frameOf = frameOf;
  }

  forget(): void {
    this.#resolved.clear();
    this.#classes.clear();
    this.#stored.clear();
  }

  resolve(path: string, from: string): Value | undefined {
    const kept = this.#resolved.named(path, from);
    const { reach } = this.#machine();
    if (kept.isKnown) return taken(reach, kept, kept.means);
    if (this.#depth >= deepest) return undefined;
    kept.isKnown = true; // what leads back here while it is looked up
    kept.means = within(reach, kept, () => this.#deeper(() => this.#find(path, from)));
    // What could not be looked at for want of room may be looked at from another file.
    kept.isKnown = kept.means !== undefined || !this.#project.isFull;
    return kept.means;
  }

  #deeper<Result>(work: () => Result): Result {
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }

  #find(path: string, from: string): Value | undefined {
    for (const { file, names } of this.#leads(path, from)) {
      const module = this.#module(file);
      if (module === undefined) continue;
      const value = this.#within(module, names);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #leads(path: string, from: string): readonly Lead[] {
    const { front } = this.#project;
    const found = front.leads(path, from, this.#project);
    const said = (leads: readonly Lead[]) => leads.map(({ file, names }) => [file, ...names].join(' '));
    this.#machine().reach?.answer(said(found), ({ project }) => said(front.leads(path, from, project)));
    return found;
  }

  #module(file: string): ModuleForm | undefined {
    this.#machine().reach?.file(file);
    return this.#project.module(file);
  }

  /** Files by a name, as all sides of a change have to know them. */
  #files(ask: (project: Project) => readonly string[]): readonly string[] {
    const found = ask(this.#project);
    this.#machine().reach?.answer(found, ({ project }) => ask(project));
    return found;
  }

  #within(module: ModuleForm, [first, ...rest]: readonly string[]): Value | undefined {
    const frame = this.#frameOf(module);
    if (first === undefined) return undefined;
    const machine = this.#machine();
    const start = machine.store.get(nameIn(frame, first));
    const isLoop =
      start?.path !== undefined && start.closure === undefined && start.path.endsWith(`.${first}`);
    let value = isLoop && start.path !== undefined ? (this.resolve(start.path, module.file) ?? start) : start;
    for (const name of rest) {
      if (value === undefined) return undefined;
      const expression = { kind: 'name', name, start: 0, end: 0 } as const;
      value = readMember(machine, value, name, { expression, frame });
    }
    return value === unknown ? undefined : value;
  }

  classNamed(name: string, from: string): ClassValue | undefined {
    // Each look at what a class inherits asks for all that it is based on.
    const kept = this.#classes.named(name, from);
    const { reach } = this.#machine();
    if (kept.isKnown) return taken(reach, kept, kept.means);
    kept.means = within(reach, kept, () => this.#findClass(name, from));
    // What leads back to a name while it is looked up says nothing of it yet.
    kept.isKnown = this.#depth === 0 && (kept.means !== undefined || !this.#project.isFull);
    return kept.means;
  }

  #findClass(name: string, from: string): ClassValue | undefined {
    const simple = simpleType(name);
    const local = this.#classIn(from, simple);
    if (local !== undefined) return local;
    const resolved =
      this.resolve(name, from)?.class ?? this.resolve(simple, from)?.class ?? this.#imported(simple, from);
    if (resolved !== undefined) return resolved;
    const [only] = this.#files((project) => ofFew(project.filesNamed(simple), 1));
    return only === undefined ? undefined : this.#classIn(only, simple);
  }

  /** By what the file itself says that the name is. */
  #imported(name: string, from: string): ClassValue | undefined {
    const module = this.#project.has(from) ? this.#project.module(from) : undefined;
    for (const statement of module?.body ?? [])
      if (statement.kind === 'import' && statement.name === name)
        return this.resolve(statement.path, from)?.class;
    return undefined;
  }

  #classIn(file: string, name: string): ClassValue | undefined {
    const module = this.#project.has(file) ? this.#module(file) : undefined;
    const form = module && classesOf(module).find((one) => one.name === name);
    return form && module && { form, scope: this.#frameOf(module) };
  }

  included(path: string, from: string, isGiven: boolean): ModuleForm | undefined {
    const { front } = this.#project;
    if (front.included === undefined || this.#project.isFull) return undefined;
    const found = this.#files((project) =>
      (front.included?.(path, from, project) ?? []).filter((file) => isGiven || project.brings(file)),
    );
    return found[0] === undefined ? undefined : this.#module(found[0]);
  }

  subclassesOf(name: string): readonly ClassValue[] {
    return this.#files((project) => project.filesWithBase(name))
      .flatMap((file) => this.#classesIn(file))
      .filter(({ form }) => form.bases.some((base) => simpleType(base) === name));
  }

  handlersOf(message: string): readonly ClassValue[] {
    const simple = simpleType(message);
    // What a class is based on is known with the names in its angle brackets.
    return this.#files((project) => project.filesWithBase(simple))
      .flatMap((file) => this.#classesIn(file))
      .filter(({ form }) => form.bases.some((base) => base.endsWith('Handler')));
  }

  methodsNamed(name: string): ReturnType<Names['methodsNamed']> {
    const found = this.#files((project) => ofFew(project.filesWithMethod(name), mostOwners))
      .flatMap((file) => this.#classesIn(file))
      .flatMap(({ form, scope }) => {
        const method = form.methods.get(name);
        return method === undefined
          ? []
          : [{ closure: { form: method, scope: classScope(scope, form) }, owner: form }];
      });
    return found.length > mostOwners ? [] : found;
  }

  methodsAsked(asks: readonly string[], name: string): ReturnType<Names['methodsNamed']> {
    return this.#files((project) => implementers(project, asks, name)).flatMap((found) => {
      const divider = found.lastIndexOf(':');
      const type = found.slice(divider);
      return this.#classesIn(found.slice(0, divider)).flatMap(({ form, scope }) => {
        const method = form.name.endsWith(type) ? form.methods.get(name) : undefined;
        return method === undefined
          ? []
          : [{ closure: { form: method, scope: classScope(scope, form) }, owner: form }];
      });
    });
  }

  isRouted(name: string): boolean {
    return this.#files((project) => (project.filesRouting(name).length > 0 ? [name] : [])).length > 0;
  }

  storedAs(name: string): readonly Closure[] {
    const known = this.#stored.get(name);
    const { reach } = this.#machine();
    const key = `stored as ${name}`;
    if (known !== undefined) return taken(reach, key, known);
    this.#stored.set(name, []); // what leads back here while it is looked for
    const found = within(reach, key, () =>
      this.#files((project) => project.filesStoring(name)).flatMap((file) => this.#storedIn(file, name)),
    );
    if (!this.#project.isFull) this.#stored.set(name, found);
    else this.#stored.delete(name);
    return found;
  }

  #storedIn(file: string, name: string): readonly Closure[] {
    const module = this.#module(file);
    if (module === undefined) return [];
    const frame = this.#frameOf(module);
    return entriesNamed(module.body, name).flatMap(
      (value) => this.#machine().evaluate(value, frame).closure ?? [],
    );
  }

  #classesIn(file: string): readonly ClassValue[] {
    const module = this.#module(file);
    if (module === undefined) return [];
    const scope = this.#frameOf(module);
    return classesOf(module).map((form) => ({ form, scope }));
  }
}

/** Of more, none is meant. */
const ofFew = (files: readonly string[], most: number) => (files.length > most ? [] : files);
