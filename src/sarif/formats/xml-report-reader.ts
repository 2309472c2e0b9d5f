import type { JsonObject } from '../json.ts';
import type { XmlElement } from './xml-elements.ts';

/** Collects the results of one kind of report, element by element. */
export interface XmlReportReader {
  readonly tool: JsonObject;
  readonly results: JsonObject[];
  open(element: XmlElement): void;
  text(text: string): void;
  close(name: string): void;
}
