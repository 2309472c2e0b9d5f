/**
 * The one small form that every language is lowered to, and that the engine walks. Offsets are UTF-16 units of the
 * file's text; `end` is the one after the last.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Constant = string | number | boolean | null;

export interface Argument {
  readonly value: Expression;
  /** Of a keyword argument. */
  readonly name?: string;
  /** `*args`, `...args`: the elements are the arguments. */
  readonly spread?: boolean;
  /** Of a new object: set on it by this name once it is made (`new C(a) { Name = b }`). */
  readonly sets?: boolean;
}

export type Expression = Span &
  (
    | { readonly kind: 'constant'; readonly value: Constant }
    /** `otherwise`: what it means where nothing was given that name. */
    | { readonly kind: 'name'; readonly name: string; readonly otherwise?: Expression }
    /** `parent`: what it calls is its base class's. `implied`: not written out, so what is called may be a function. */
    | { readonly kind: 'self'; readonly parent?: boolean; readonly implied?: boolean }
    | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
    | { readonly kind: 'element'; readonly object: Expression; readonly key: Expression }
    /** Part of a list or text; the bounds are constants, or absent. */
    | {
        readonly kind: 'slice';
        readonly object: Expression;
        readonly from?: Expression | undefined;
        readonly to?: Expression | undefined;
      }
    | {
        readonly kind: 'call';
        readonly callee: Expression;
        readonly args: readonly Argument[];
        /** `new C()`: what is called is a class. */
        readonly creates?: boolean;
        /** `C.f()` of a class, by its name. */
        readonly ofClass?: boolean;
        /** A field is read in the same words, where no method is known. */
        readonly mayRead?: boolean;
      }
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
    | {
        readonly kind: 'choice';
        readonly test: Expression;
        readonly yes: Expression;
        readonly no: Expression;
      }
    /** Parts put together as one text. */
    | { readonly kind: 'text'; readonly parts: readonly Expression[] }
    | { readonly kind: 'list'; readonly items: readonly Argument[] }
    | { readonly kind: 'map'; readonly entries: readonly MapEntry[] }
    | { readonly kind: 'function'; readonly form: FunctionForm }
    | { readonly kind: 'class'; readonly form: ClassForm }
    /** `copies`: a list or map that is given is another one from then on. */
    | {
        readonly kind: 'assign';
        readonly target: Target;
        readonly value: Expression;
        readonly copies?: boolean;
      }
    /** A new value of a comprehension: the loop around the element. */
    | {
        readonly kind: 'each';
        readonly target: Target;
        readonly over: Expression;
        readonly tests: readonly Expression[];
        readonly element: Expression;
      }
    /** A value that says what it is: a cast, a declared type. */
    | { readonly kind: 'typed'; readonly value: Expression; readonly type: string }
    /** The code of another file stands here. `call`: the same as a call, which rules may know. */
    | { readonly kind: 'include'; readonly call: Expression; readonly path: Expression }
    /** Whatever else: its parts are evaluated, and what is tainted among them taints it. */
    | { readonly kind: 'other'; readonly parts: readonly Expression[] }
  );

export interface MapEntry {
  /** Absent for the entries of another map that are taken over. */
  readonly key?: Expression;
  readonly value: Expression;
}

export type Target = Span &
  (
    | { readonly kind: 'name'; readonly name: string; readonly type?: string }
    | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
    | {
        readonly kind: 'element';
        readonly object: Expression;
        readonly key: Expression;
        /** What holds nothing yet becomes a map. */
        readonly creates?: boolean;
      }
    /** Taken apart by position. */
    | {
        readonly kind: 'items';
        readonly items: readonly (Target | undefined)[];
        /** Of a call that gives back several: of one that nobody knows, only the first says anything. */
        readonly results?: boolean;
      }
    /** Taken apart by name. */
    | {
        readonly kind: 'fields';
        readonly fields: readonly { readonly name?: string; readonly target: Target }[];
      }
    | { readonly kind: 'nothing' }
  );

export type Statement = Span &
  (
    | { readonly kind: 'expression'; readonly value: Expression }
    | {
        readonly kind: 'if';
        readonly test: Expression;
        readonly yes: readonly Statement[];
        readonly no: readonly Statement[];
      }
    | {
        readonly kind: 'loop';
        /** Evaluated before each round; absent where the loop only ends by itself. */
        readonly test?: Expression | undefined;
        readonly target?: Target | undefined;
        readonly over?: Expression | undefined;
        /** The names of what is gone through, not its values. */
        readonly keys?: boolean;
        /** Gets the names beside the values. */
        readonly keyTarget?: Target | undefined;
        readonly body: readonly Statement[];
        readonly atLeastOnce?: boolean;
      }
    | {
        readonly kind: 'switch';
        readonly subject: Expression;
        readonly cases: readonly SwitchCase[];
        /** A case goes on into the next one unless it breaks. */
        readonly fallsThrough: boolean;
      }
    | {
        readonly kind: 'try';
        readonly body: readonly Statement[];
        readonly handlers: readonly (readonly Statement[])[];
        readonly last: readonly Statement[];
      }
    | { readonly kind: 'return'; readonly value?: Expression | undefined }
    | { readonly kind: 'throw'; readonly value?: Expression | undefined }
    | { readonly kind: 'break' }
    | { readonly kind: 'continue' }
    | { readonly kind: 'block'; readonly body: readonly Statement[] }
    | { readonly kind: 'function'; readonly form: FunctionForm }
    | { readonly kind: 'class'; readonly form: ClassForm }
    | { readonly kind: 'import'; readonly name: string; readonly path: string }
  );

export interface SwitchCase {
  /** None is the default. */
  readonly tests: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface Parameter extends Span {
  readonly name: string;
  /** Where it is taken apart at once. */
  readonly target?: Target | undefined;
  /** The declared type, without what it is made of. */
  readonly type?: string | undefined;
  /** Names of annotations and decorators on it. */
  readonly annotations: readonly string[];
  readonly default?: Expression | undefined;
  readonly rest?: boolean;
  /** What it is set to is what the variable is set to that is given for it. */
  readonly byReference?: boolean;
  /** Where it is not given, its name means something else. */
  readonly mayMeanElse?: boolean;
  /** What is given by name, and is no other parameter's, comes as a map of it. */
  readonly gathers?: boolean;
}

export interface FunctionForm extends Span {
  /** Empty where it has none. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /** Names that belong to it; all others belong to what is around it. */
  readonly locals: ReadonlySet<string>;
  /** Of decorators or annotations: `app.route`, `GetMapping`. */
  readonly annotations: readonly string[];
  /** Its first parameter is the object itself (Python). */
  readonly takesSelf: boolean;
  readonly isStatic: boolean;
  /** A text that annotations give: what is produced (`application/json`). */
  readonly annotationText: string;
  readonly returns?: string | undefined;
  /** Methods of the same class and name that take other arguments, where arguments decide which of them is meant. */
  readonly others?: readonly FunctionForm[];
  /** It is called on what it takes as its first argument, as if it were a method of that. */
  readonly extends?: boolean;
  /** Its variables, which begin with `$`, are its own, unless they are given away. */
  readonly isClosed?: boolean;
  /** It is read like a field. */
  readonly isGetter?: boolean;
}

export interface ClassForm extends Span {
  readonly name: string;
  readonly bases: readonly string[];
  readonly annotations: readonly string[];
  readonly methods: ReadonlyMap<string, FunctionForm>;
  readonly constructorForm?: FunctionForm | undefined;
  /** Of objects, with what they are set to at first. */
  readonly fields: readonly {
    readonly name: string;
    readonly type?: string | undefined;
    readonly value?: Expression | undefined;
    readonly isStatic: boolean;
  }[];
  readonly classes: readonly ClassForm[];
  /** Its members are never meant without the object before them. */
  readonly explicit?: boolean;
  /** Methods that whatever has all of them is one of these for, without saying so. */
  readonly asks?: readonly string[];
}

export interface ModuleForm {
  /** Path in the scanned tree. */
  readonly file: string;
  readonly body: readonly Statement[];
  readonly locals: ReadonlySet<string>;
  /** What another file runs that has this one stand in its place, where that is not the body. */
  readonly included?: Pick<FunctionForm, 'body' | 'locals'>;
}
