import type { FunctionForm, Span } from '../form/form.ts';
import { namelessFunction } from './nameless-function.ts';

/** `Order.valueOf(text)` is one of those that the enumeration lists, or none. */
export const valueOfEnum = ({ start, end }: Span): FunctionForm => ({
  ...namelessFunction,
  name: 'valueOf',
  isStatic: true,
  body: [],
  locals: new Set(),
  start,
  end,
});
