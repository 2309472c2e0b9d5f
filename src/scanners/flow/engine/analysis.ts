import { classesOf } from '../form/classes-of.ts';
import type { ClassForm, Expression, FunctionForm, ModuleForm, Statement } from '../form/form.ts';
import { functionsIn } from '../form/functions-in.ts';
import type { Project } from '../project.ts';
import type { FlowModel, FlowRule, Sink } from '../rules/flow-rule.ts';
import type { Templates } from '../templates/templates.ts';
import { call } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { execute } from './execute.ts';
import { fillProperties } from './filled-properties.ts';
import type { Frame } from './frame.ts';
import { create, enter, invoke } from './invoke.ts';
import {
  type At,
  type Call,
  type Given,
  isTooMuch,
  type Machine,
  OutOfSteps,
  placeOf,
  type Way,
} from './machine.ts';
import { classScope } from './members.ts';
import { ProjectNames } from './project-names.ts';
import { type Reach, type Sources, taken, within } from './reach.ts';
import { Store } from './store.ts';
import type { ClassValue, Closure, Place, Value } from './value.ts';

/** Data from outside at a place where it does harm. */
export interface FlowFinding {
  /** Under which other analyses find the same. */
  readonly key: string;
  readonly rule: FlowRule;
  readonly place: Place;
  readonly ways: readonly Way[];
}

/** Work on one function with all that it calls: from the first on only what taint needs, at the second it ends. */
const enoughSteps = 20_000;
const mostSteps = 120_000;
/** For one file with all that it calls, in milliseconds of the processor: steps may cost very different time. */
const mostMilliseconds = 10_000;
const stepsPerLook = 2_048;
/** More ways to one place say nothing new. */
const mostFlows = 3;
/** Lowered files that are held at a time, in characters of their text. */
const mostHeld = 1_600_000;

/** Follows data through the files of a project. */
export class Analysis implements Machine {
  readonly model: FlowModel;
  readonly names: ProjectNames;
  readonly templates: Pick<Templates, 'named'>;
  readonly reach: Reach | undefined;
  readonly summaries = new Map<FunctionForm, Value>();
  readonly repeats = new Map<string, Value>();
  readonly handed = new Map<FunctionForm, readonly Given[]>();
  store = new Store();
  readonly #project: Project;
  readonly #findings = new Map<string, FlowFinding & { readonly ways: Way[] }>();
  readonly #frames = new Map<ModuleForm, Frame>();
  #ran = new WeakSet<FunctionForm>();
  readonly #unfinished = new Set<string>();
  #root = this.store;
  #ids = 0;
  #steps = 0;
  readonly #spent: () => number;
  #deadline = Number.POSITIVE_INFINITY;

  /** `spent`: milliseconds that the processor has worked, so that a busy machine does not cut an analysis short. */
  constructor(
    { project, templates }: Sources,
    { model, spent, reach }: { model: FlowModel; spent: () => number; reach?: Reach },
  ) {
    this.#project = project;
    this.#spent = spent;
    this.model = model;
    this.templates = templates;
    this.reach = reach;
    this.names = new ProjectNames(
      project,
      () => this,
      (module) => this.#frameOf(module),
    );
  }

  get findings(): readonly FlowFinding[] {
    return [...this.#findings.values()];
  }

  /** Files in which a function took more work than is allowed. */
  get unfinished(): readonly string[] {
    return [...this.#unfinished];
  }

  get hasTime(): boolean {
    return this.#steps < enoughSteps;
  }

  /** Follows what every function of the file reads from outside. */
  analyse(file: string): void {
    this.store = this.#root;
    if (this.#project.held > mostHeld) this.forget();
    this.#project.startFile();
    this.#deadline = this.#spent() + mostMilliseconds;
    const module = this.#project.module(file);
    if (module === undefined) return;
    this.#guarded(file, () => {
      const frame = this.#frameOf(module);
      for (const form of classesOf(module)) this.#enterClass(form, frame);
      for (const form of functionsIn(module.body.filter(({ kind }) => kind !== 'class')))
        this.#enter({ form, scope: frame }, frame);
    });
  }

  /** Every method on an object of its own, as its constructor leaves it. */
  #enterClass(form: ClassForm, frame: Frame): void {
    const methods = [...form.methods.values()].filter((method) => !this.#ran.has(method));
    if (methods.length === 0) return;
    const own = this.store;
    this.store = own.fork();
    let self: Value | undefined;
    this.#guarded(frame.module.file, () => {
      self = this.create({ form, scope: frame }, [], { place: placeOf(frame, form), frame });
      fillProperties(this, { form, scope: frame }, self, frame);
    });
    for (const method of methods)
      this.#guarded(frame.module.file, () => {
        const closure = { form: method, scope: classScope(frame, form) };
        this.onFork(() => this.#enterOnFork(closure, frame, method.isStatic ? undefined : self));
      });
    this.store = own;
  }

  #enter(closure: Closure, frame: Frame): void {
    if (this.#ran.has(closure.form)) return;
    this.#guarded(frame.module.file, () => this.#enterOnFork(closure, frame, undefined));
  }

  #enterOnFork(closure: Closure, frame: Frame, self: Value | undefined): void {
    this.onFork(() => enter(this, closure, { ...frame, depth: 0 }, self));
  }

  /** What one function costs, or does wrong, costs the others nothing. */
  #guarded(file: string, work: () => void): void {
    const { store } = this;
    const steps = this.#steps;
    this.#steps = 0;
    try {
      work();
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      this.#unfinished.add(file);
    } finally {
      this.store = store;
      this.#steps = steps;
    }
  }

  #frameOf(module: ModuleForm): Frame {
    const known = this.#frames.get(module);
    if (known !== undefined) return taken(this.reach, module, known);
    const frame: Frame = {
      id: this.newId(),
      locals: module.locals,
      outer: undefined,
      module,
      caller: undefined,
      depth: 0,
      base: this.#root,
      returns: [],
      loops: [],
      testing: new Set(),
    };
    this.#frames.set(module, frame);
    const store = this.store;
    const steps = this.#steps;
    this.store = this.#root;
    this.#steps = 0;
    try {
      within(this.reach, module, () => this.execute(module.body, frame));
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      this.#unfinished.add(module.file);
    } finally {
      this.#root.dead = false;
      this.store = store;
      this.#steps = steps;
    }
    return frame;
  }

  /** All but what was found. */
  forget(): void {
    this.#project.forget();
    this.#frames.clear();
    this.names.forget();
    this.summaries.clear();
    this.repeats.clear();
    this.handed.clear();
    this.#ran = new WeakSet();
    this.reach?.forget();
    this.#root = new Store();
    this.store = this.#root;
  }

  evaluate(expression: Expression, frame: Frame): Value {
    return evaluate(this, expression, frame);
  }

  execute(body: readonly Statement[], frame: Frame): void {
    execute(this, body, frame);
  }

  onFork(work: () => void): Store {
    const own = this.store;
    const fork = own.fork();
    this.store = fork;
    work();
    this.store = own;
    return fork;
  }

  call(made: Call, callee: Value): Value {
    return call(this, made, callee);
  }

  invoke(closure: Closure, given: readonly Given[], at: At): Value {
    return invoke(this, closure, given, at);
  }

  create(what: ClassValue, given: readonly Given[], at: { place: Place; frame: Frame }): Value {
    return create(this, what, given, at);
  }

  ran(form: FunctionForm, frame: Frame, end: Store): void {
    if (this.#ran.has(form)) return;
    this.#ran.add(form);
    const inner = functionsIn(form.body).filter((one) => !this.#ran.has(one));
    if (inner.length === 0) return;
    // Functions that are made here and called elsewhere see the names as they are in the end.
    const own = this.store;
    this.store = end.fork();
    this.store.dead = false;
    for (const one of inner)
      if (!this.#ran.has(one)) this.#enterOnFork({ form: one, scope: frame }, frame, undefined);
    this.store = own;
  }

  found({ rule }: Pick<Sink, 'rule'>, place: Place, way: Way): void {
    const key = `${rule.id} ${place.file} ${place.start}`;
    this.reach?.found(key);
    const known = this.#findings.get(key);
    if (known === undefined) this.#findings.set(key, { key, rule, place, ways: [way] });
    else if (
      known.ways.length < mostFlows &&
      !known.ways.some(({ taint }) => taint.source.start === way.taint.source.start)
    )
      known.ways.push(way);
  }

  newId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  step(): void {
    this.#steps += 1;
    if (this.#steps > mostSteps) throw new OutOfSteps();
    if (this.#steps % stepsPerLook === 0 && this.#spent() > this.#deadline) throw new OutOfSteps();
  }
}
