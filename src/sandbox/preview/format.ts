import type { DataEntry } from '../state.ts';
import { type Html, html, link } from './html.ts';

/** `2026-10-01 12:00 UTC`, in an element that carries the time itself. */
export function time(timestamp: string): Html {
  const milliseconds = Date.parse(timestamp);
  if (Number.isNaN(milliseconds)) return html`${timestamp}`;
  const text = new Date(milliseconds).toISOString();
  return html`<time datetime="${text}">${text.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** `450 ms`, `12.3 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** One entry of a report's data as Bitbucket shows it. */
export function dataValue({ type, value }: DataEntry): Html {
  if (typeof value === 'object') return link(value.href, value.text);
  if (typeof value === 'boolean') return html`${value ? 'Yes' : 'No'}`;
  if (typeof value === 'string') return html`${value}`;
  switch (type) {
    case 'DATE':
      return Math.abs(value) <= 8.64e15 ? time(new Date(value).toISOString()) : html`${value}`;
    case 'DURATION':
      return html`${duration(value)}`;
    case 'PERCENTAGE':
      return html`${value} %`;
    default:
      return html`${count(value)}`;
  }
}

/** `12,345`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 comment`, `2 comments`; `2 replies` where the plural is told. */
export function counted(number: number, one: string, several = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : several}`;
}
