import type { ModuleForm } from '../form/form.ts';
import type { LanguageName } from '../rules/flow-rule.ts';
import type { Grammar } from '../syntax/parser.ts';
import type { SyntaxNode } from '../syntax/syntax-node.ts';

/** Where a path of the code may lead: a file, and the names to follow within it. */
export interface Lead {
  readonly file: string;
  readonly names: readonly string[];
}

/** What the analysis needs to know of a language beside its rules. */
export interface Front {
  readonly language: LanguageName;
  grammarOf(file: string): Grammar;
  /** The code of a file that has markup around it, each part where it stands; absent where files are all code. */
  codeOf?(file: string, text: string): string;
  lower(file: string, text: string, tree: SyntaxNode): ModuleForm;
  /** The word by which other files speak of it. */
  nameOf(file: string): string;
  /** Finds methods of classes in a text; the name is the first group. */
  readonly methods: RegExp;
  /** Finds the members that functions are stored under, in the first group; absent where they are not looked for. */
  readonly stores?: RegExp;
  /**
   * Finds functions that a table of routes calls with texts of the path, in the first group; absent where the
   * functions say so themselves.
   */
  readonly routed?: RegExp;
  /** Finds the bases of classes in a text; their list is the first group. */
  readonly bases: RegExp;
  /**
   * Finds the functions and classes of a text by whose names others may mean it, in the first group; absent where the
   * names of files say that.
   */
  readonly defines?: RegExp;
  /** The names that a text gives to its package, where all files of a folder are one; methods as `Type.Method`. */
  declared?(text: string): readonly string[];
  /** The file that an include means, and no other; `path` has holes where it is not known. */
  included?(path: string, from: string, files: Files): readonly string[];
  /** What a text shares with the files that include it; absent where files share nothing. */
  readonly shares?: Shares;
  /** The files that a path may mean, the likeliest first. */
  leads(path: string, from: string, files: Files): readonly Lead[];
}

/** How files that include each other share variables. */
export interface Shares {
  /** Finds variables that a file fills with data from outside; the name is the first group. */
  readonly filled: RegExp;
  /** Finds the names of the files that a text includes, without their folders; the name is the first group. */
  readonly included: RegExp;
}

export interface Files {
  has(file: string): boolean;
  filesNamed(name: string): readonly string[];
  /** That have a function or class of the name. */
  filesDefining(name: string): readonly string[];
  /** Folders with files of the language, by the last part of their path. */
  foldersNamed(name: string): readonly string[];
  /** Files of a folder that give its package the name. */
  declaring(folder: string, name: string): readonly string[];
}
