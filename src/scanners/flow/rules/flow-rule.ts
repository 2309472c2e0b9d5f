import type { Constant } from '../form/form.ts';
import type { PatternTable } from './pattern-table.ts';

export type LanguageName = 'php' | 'python' | 'java' | 'go' | 'javascript' | 'csharp' | 'ruby';

/** A kind of damage, as rules describe it. */
export interface FlowRule {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly note: string;
  readonly cwe: readonly number[];
  readonly securitySeverity: number;
  readonly confidence: string;
  readonly category: string;
  readonly url: string;
  /** The bit of its kind in `Taint.clean`. */
  readonly kind: number;
  /** The bit of what is harmless between quotes only; 0 where there is no such thing. */
  readonly quotedKind: number;
  /** What its sinks give back is other data than they were given. */
  readonly givesOther: boolean;
  /** Only data of sources with these labels does this harm; of any where there are none. */
  readonly only: readonly string[];
}

/** An argument by position or name; `receiver` is what the method is called on, `*` all of them. */
export type ArgumentName = number | string;

/** What has to be so besides. */
export interface Condition {
  readonly argument?: ArgumentName | undefined;
  /** One of it by its name, where it is a map. */
  readonly entry?: string | undefined;
  /** One of these constants. */
  readonly is?: readonly Constant[] | undefined;
  /** No constant text like this. */
  readonly notConstant?: RegExp | undefined;
  /** The known part of a text. */
  readonly shape?: RegExp | undefined;
  readonly notShape?: RegExp | undefined;
  readonly absent?: boolean | undefined;
  /** A mark on the argument, or else on the receiver. */
  readonly marked?: string | undefined;
  readonly unmarked?: string | undefined;
  readonly tainted?: boolean | undefined;
}

export interface Sink {
  readonly rule: FlowRule;
  readonly arguments: readonly ArgumentName[];
  readonly where: readonly Condition[];
  readonly form: SinkForm;
  /** A rule over syntax tells what is read from outside within the call itself. */
  readonly indirect: boolean;
}

/**
 * What of a value counts. `any`: whatever is in it. `text`: a text, not a list or map. `program`: a text, or the first
 * of a list. `shell`: what a list gives to a shell to run. `structure`: what can be a list or map where a text is
 * meant. `path`: an object that stands for a path. `address`: a text, or what of
 * a map says where a call goes. `statement`: what of a map is the text of a statement. `option`: words of a command,
 * from the first of the arguments on, that its program can take for options.
 */
export type SinkForm =
  | 'any'
  | 'text'
  | 'program'
  | 'shell'
  | 'structure'
  | 'path'
  | 'address'
  | 'statement'
  | 'option';

/** A call that fills in a template. */
export interface Render {
  readonly rule: FlowRule;
  /**
   * The argument that names it; `action`: the function that is going on does, in the folder of its class, unless the
   * first argument does; `page`: the file does, which stands beside its page.
   */
  readonly name: ArgumentName;
  /** The argument that is the map of its values; `keywords`: they are keyword arguments; `self`: the object that fills it in. */
  readonly values?: number | 'keywords' | 'self' | undefined;
  /** The one name under which the template finds them. */
  readonly as?: string | undefined;
  readonly where: readonly Condition[];
}

/** A call or an assignment that gives a template a value by name, before it is filled in or after. */
export interface Hand {
  readonly rule: FlowRule;
  /** Arguments; an assignment says its name itself. */
  readonly name: number;
  readonly value: number;
}

/** The answer of a function with such annotations names a template. */
export interface Answer {
  readonly annotations: RegExp;
  readonly render: Render;
}

export interface Source {
  readonly label: string;
  /** Kinds it does no harm to. */
  readonly clean: number;
  readonly where: readonly Condition[];
}

/** A parameter that the outside fills in, or that is an object through which the outside is read. */
export interface ParameterSource {
  /** Absent where the value itself is not from outside. */
  readonly label?: string | undefined;
  /** Kinds it does no harm to. */
  readonly clean: number;
  /** What the parameter is from here on. */
  readonly path?: string | undefined;
  readonly names?: ReadonlySet<string> | undefined;
  readonly notNames?: RegExp | undefined;
  readonly types?: ReadonlySet<string> | undefined;
  /** Of its type, with the package that it is of. */
  readonly typePattern?: RegExp | undefined;
  readonly annotations?: ReadonlySet<string> | undefined;
  /** Of the function. */
  readonly functionAnnotations?: RegExp | undefined;
  readonly functionNames?: ReadonlySet<string> | undefined;
  readonly functionPattern?: RegExp | undefined;
  /** The function is a method of a class that is one of these. */
  readonly bases?: ReadonlySet<string> | undefined;
  /** A table of routes calls the function with texts of the path. */
  readonly isRouted: boolean;
  /** One of the parameters before it. */
  readonly after?: ReadonlySet<string> | undefined;
  /** A parameter of the same function. */
  readonly beside?: ReadonlySet<string> | undefined;
  /** From 0, the object itself not counted. */
  readonly position?: number | undefined;
  readonly notTypes?: RegExp | undefined;
}

/** A call that is given functions to be called with what comes from outside. */
export interface Handler {
  readonly where: readonly Condition[];
  /** Their parameters that it fills in, from 0. */
  readonly from: number;
  readonly to: number;
  /** Absent where the value itself is not from outside. */
  readonly label?: string | undefined;
  readonly clean: number;
  /** What the parameter is from here on. */
  readonly path?: string | undefined;
  /** It says more than what a parameter is called. */
  readonly always: boolean;
  readonly schemas: readonly MemberSchema[];
  /** Of a map that it is given: the name of the function. */
  readonly entry?: string | undefined;
}

/** A call that lets data through a schema. */
export interface SchemaUse {
  readonly schema: ArgumentName;
  /** The argument that is the data. */
  readonly argument: number;
  /** What the answer has the data under, where it may be more than the data. */
  readonly answers: readonly string[];
}

/** A schema that says what a member of an object can still be. */
export interface MemberSchema {
  readonly members: readonly string[];
  readonly schema: ArgumentName;
  /** Where it is within that, one name after the other. */
  readonly at: readonly string[];
}

/** Fields that a framework fills in by their setters. */
export interface PropertySource {
  /** The class is one of these. */
  readonly bases: ReadonlySet<string>;
  /** The fields; all that have a setter if there are none. */
  readonly names: readonly string[];
  /** Of those with a setter. */
  readonly types: RegExp;
  readonly label: string;
  /** Kinds it does no harm to. */
  readonly clean: number;
}

/** A call that leaves data in an argument. */
export interface Fill {
  /** Where from, if not from outside. */
  readonly from: readonly ArgumentName[];
  readonly into: number | 'receiver';
  /** What it is, if it comes from outside itself. */
  readonly label?: string | undefined;
  readonly clean: number;
}

export interface Mark {
  readonly mark: string;
  /** `run`: what is going on in the function and in all that called it. */
  readonly on: 'receiver' | 'result' | 'function' | 'run';
  readonly where: readonly Condition[];
}

export interface Cleaner {
  /** Kinds that the result does no harm to any more. */
  readonly kinds: number;
  readonly where: readonly Condition[];
}

export interface Guard extends Cleaner {
  readonly argument: ArgumentName;
  /** All that holds the same data is harmless then. */
  readonly settles: boolean;
  /** What the call says when the argument is harmless: whether it is true, or the same as something. */
  readonly when: boolean | 'equal';
  /** The pattern by which it is checked, `kinds` being those for one that is not known; all of the text, or any part of it. */
  readonly pattern: ArgumentName | undefined;
  readonly whole: boolean;
}

/** The answer of a function with such annotations, in a file that imports such a module. */
export interface Returned {
  readonly annotations: RegExp;
  readonly imports: RegExp;
  readonly sink: Sink;
}

/** All that is known of a language's libraries, put together from `rules/flow/`. */
export interface FlowModel {
  readonly language: LanguageName;
  readonly rules: readonly FlowRule[];
  /** Text that a file must have to read anything from outside itself. */
  readonly mentions: RegExp;
  readonly allKinds: number;
  readonly reads: PatternTable<Source>;
  readonly results: PatternTable<Source>;
  /** Objects through which the outside is read. */
  readonly owners: ReadonlySet<string>;
  readonly parameters: readonly ParameterSource[];
  readonly properties: readonly PropertySource[];
  readonly sinks: PatternTable<Sink>;
  /** Assigned to. */
  readonly places: PatternTable<Sink>;
  readonly handPlaces: PatternTable<Hand>;
  /** An element of it assigned to: either its key or its value. */
  readonly elements: PatternTable<Sink>;
  /** Returned from a function with such annotations. */
  readonly returns: readonly Returned[];
  readonly renders: PatternTable<Render>;
  readonly answersNaming: readonly Answer[];
  readonly hands: PatternTable<Hand>;
  readonly cleaners: PatternTable<Cleaner>;
  readonly narrower: PatternTable<Cleaner>;
  readonly guards: PatternTable<Guard>;
  /** Functions of the scanned code itself that are taken at their word. */
  readonly trusted: readonly { readonly name: RegExp; readonly kinds: number }[];
  /** Functions of the scanned code itself that say whether something is good, besides those that are known by the name. */
  readonly checks: RegExp | undefined;
  /** Kinds whose data a check for these texts makes harmless. */
  readonly forbiddenTexts: ReadonlyMap<string, number>;
  /** Kinds whose data is harmless once such a character is replaced by another. */
  readonly replacedTexts: ReadonlyMap<string, number>;
  /** Kinds whose data is harmless without any of these characters. */
  readonly neededCharacters: ReadonlyMap<string, number>;
  /** Of data with such a label, members that the server itself has set. */
  readonly serverMembers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Members that only count, of whatever holds several things. */
  readonly counts: ReadonlySet<string>;
  /** Kinds for which a check of such a part of a value settles all of it. */
  readonly wholeChecks: ReadonlyMap<string, number>;
  /** Kinds for which the beginning of the text settles where it leads. */
  readonly settledBy: readonly { readonly shape: RegExp; readonly kinds: number }[];
  readonly marks: PatternTable<Mark>;
  /** Set by an assignment. */
  readonly placeMarks: PatternTable<Mark>;
  /** Calls whose result has an identity: what is set on it counts later. */
  readonly objects: PatternTable<true>;
  /** Calls that hand on what any argument holds. */
  readonly passes: PatternTable<true>;
  /** Calls that give back the names of what their first argument holds. */
  readonly keys: PatternTable<true>;
  /** What the language calls methods whose effect the engine knows by another name. */
  readonly methodNames: ReadonlyMap<string, string>;
  readonly fills: PatternTable<Fill>;
  readonly handlers: PatternTable<Handler>;
  readonly schemas: PatternTable<SchemaUse>;
  /** Calls that give back their first argument in another dress. */
  readonly same: PatternTable<true>;
  /** Calls that do not come back. */
  readonly ends: PatternTable<true>;
  /** Calls that make an answer out of their first argument. */
  readonly answers: PatternTable<true>;
  /** Calls whose result says nothing of what they were given. */
  readonly drops: PatternTable<true>;
}
