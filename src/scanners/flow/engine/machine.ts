import type { ClassForm, Expression, FunctionForm, ModuleForm, Statement } from '../form/form.ts';
import type { FlowModel, Sink } from '../rules/flow-rule.ts';
import { isStackOverflow } from '../stack-overflow.ts';
import type { Templates } from '../templates/templates.ts';
import type { Frame } from './frame.ts';
import type { Reach } from './reach.ts';
import type { Store } from './store.ts';
import type { ClassValue, Closure, Place, Taint, Value } from './value.ts';

/** An argument of a call, evaluated. */
export interface Given {
  readonly value: Value;
  readonly name?: string | undefined;
  readonly spread?: boolean | undefined;
  /** Set on a new object once it is made. */
  readonly sets?: boolean | undefined;
  readonly expression?: Expression | undefined;
  /** A parameter that says more by its declaration keeps to that. */
  readonly unlessDeclared?: boolean;
}

/** A call on its way. */
export interface Call {
  readonly place: Place;
  readonly frame: Frame;
  /** What is called, by all the names it goes by. */
  readonly paths: readonly string[];
  /** The last part of them. */
  readonly name: string;
  /** The name that the engine knows for what methods of this name do. */
  readonly known: string;
  readonly receiver?: Value | undefined;
  readonly receiverExpression?: Expression | undefined;
  readonly given: readonly Given[];
  readonly creates: boolean;
  readonly ofClass?: boolean | undefined;
  readonly mayRead?: boolean | undefined;
}

/** Finds what names mean across the scanned files. */
export interface Names {
  /** What stands under a path such as `tools.db.connect`; undefined where it is not of the scanned files. */
  resolve(path: string, from: string): Value | undefined;
  /** A class of the scanned files by its name. */
  classNamed(name: string, from: string): ClassValue | undefined;
  /** The file that an include means by the text, as far as it is known; unless it is to read data from outside and does not. */
  included(path: string, from: string, isGiven: boolean): ModuleForm | undefined;
  /** Classes that say they are a handler of such messages. */
  handlersOf(message: string): readonly ClassValue[];
  /** Classes that say they are one of these. */
  subclassesOf(name: string): readonly ClassValue[];
  /** Whether a table of routes calls a function of the name with texts of the path. */
  isRouted(name: string): boolean;
  /** Functions that are stored under a member of that name. */
  storedAs(name: string): readonly Closure[];
  /** Methods of that name of classes that have all methods that are asked for. */
  methodsAsked(asks: readonly string[], name: string): ReturnType<Names['methodsNamed']>;
  /** Methods of that name, where so few classes have one that it must be one of them. */
  methodsNamed(name: string): readonly { readonly closure: Closure; readonly owner: ClassForm }[];
}

/** How data from outside got to where it does harm. */
export interface Way {
  readonly taint: Taint;
  /** Where it does the harm: what is found may be told where a text was put together. */
  readonly used: Place;
}

/** Where and how a function is called. */
export interface At {
  readonly place: Place;
  readonly frame: Frame;
  readonly self?: Value | undefined;
  /** The function is a constructor: what it sets on its object is wanted each time. */
  readonly isNew?: boolean;
  /** It is only thought to be what is meant, and still to be run for itself. */
  readonly isGuess?: boolean;
  /** The code calls it with just this: what is not given is as the function says. */
  readonly isWhole?: boolean;
}

/** What the parts of the engine do through each other. */
export interface Machine {
  store: Store;
  readonly model: FlowModel;
  readonly names: Names;
  /** Where it is only to be found out what comes to a change. */
  readonly reach: Reach | undefined;
  readonly templates: Pick<Templates, 'named'>;
  /** What functions give back that were called without anything from outside. */
  readonly summaries: Map<FunctionForm, Value>;
  /** What functions gave back to calls with data from outside, by `sameCall`. */
  readonly repeats: Map<string, Value>;
  /** What functions are called with that a library was given. */
  readonly handed: Map<FunctionForm, readonly Given[]>;
  evaluate(expression: Expression, frame: Frame): Value;
  execute(body: readonly Statement[], frame: Frame): void;
  /** Runs `work` on a fork of the store and gives the fork back. */
  onFork(work: () => void): Store;
  call(call: Call, callee: Value): Value;
  /** Runs a function with what it is given. */
  invoke(closure: Closure, given: readonly Given[], at: At): Value;
  /** A new object of a class. */
  create(what: ClassValue, given: readonly Given[], at: { place: Place; frame: Frame }): Value;
  /** A run of a function has ended so. */
  ran(form: FunctionForm, frame: Frame, end: Store): void;
  found(sink: Pick<Sink, 'rule'>, place: Place, way: Way): void;
  newId(): number;
  /** Counts work; throws `OutOfSteps` when there has been too much. */
  step(): void;
  /** False once so much has been done that only what is needed should be. */
  readonly hasTime: boolean;
}

export class OutOfSteps extends Error {}

/** What ends the work on one function, and on no other. */
export function isTooMuch(error: unknown): boolean {
  return error instanceof OutOfSteps || isStackOverflow(error);
}

export function placeOf(
  frame: Frame,
  { start, end }: { readonly start: number; readonly end: number },
): Place {
  return { file: frame.module.file, start, end };
}
