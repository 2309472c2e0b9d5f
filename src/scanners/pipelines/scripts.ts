import type { Node, Scalar } from 'yaml';
import { type Command, commandsOf } from './command.ts';
import type { YamlView } from './yaml-view.ts';

export interface PipeUse {
  /** Such as `atlassian/ssh-run:0.8.1`. */
  readonly name: string;
  readonly node: Node;
  readonly variables: readonly { readonly name: string; readonly node: Node | undefined }[];
}

interface Script {
  readonly commands: readonly Command[];
  readonly pipes: readonly PipeUse[];
}

/**
 * What steps run. A list or text that aliases put into a thousand steps is read once, and given out until `room` is used
 * up: else a file of 60 kB would be millions of commands.
 */
export class Scripts {
  readonly #view: YamlView;
  readonly #texts = new Map<Scalar, readonly Command[]>();
  readonly #lists = new Map<Node, readonly Node[]>();
  #room: number;

  /** @param room commands and pipes in all that `of` gives out */
  constructor(view: YamlView, room: number) {
    this.#view = view;
    this.#room = room;
  }

  /** Those of every step that was asked for, each once, room or not. */
  get commands(): readonly Command[] {
    return [...this.#texts.values()].flat();
  }

  of(step: Node): Script {
    const items = [
      ...new Set(['script', 'after-script'].flatMap((key) => this.#itemsOf(this.#view.get(step, key)))),
    ];
    if (this.#room < 0) return { commands: [], pipes: [] };
    const commands = items.flatMap((item) => this.#commandsOf(item));
    const pipes = items.flatMap((item) => pipeOf(this.#view, item));
    this.#room -= commands.length + pipes.length;
    return { commands, pipes };
  }

  #itemsOf(list: Node | undefined): readonly Node[] {
    if (list === undefined) return [];
    const known = this.#lists.get(list);
    if (known !== undefined) return known;
    const items = [...new Set(this.#view.items(list))];
    this.#lists.set(list, items);
    for (const item of items) this.#commandsOf(item);
    return items;
  }

  #commandsOf(item: Node): readonly Command[] {
    const scalar = this.#view.scalar(item);
    const text = this.#view.text(item);
    if (scalar === undefined || text === undefined) return [];
    const commands = this.#texts.get(scalar) ?? commandsOf(scalar, text);
    this.#texts.set(scalar, commands);
    return commands;
  }
}

function pipeOf(view: YamlView, item: Node): PipeUse[] {
  const node = view.get(item, 'pipe');
  const name = view.text(node);
  if (node === undefined || name === undefined) return [];
  const variables = view
    .entries(view.get(item, 'variables'))
    .map(({ key, value }) => ({ name: key, node: value }));
  return [{ name, node, variables }];
}
