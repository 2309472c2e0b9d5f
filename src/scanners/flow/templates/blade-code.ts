import { blank } from './blank.ts';

export const bladeFiles = /\.blade\.php$/i;

const parts = /\{\{--.*?(?:--\}\}|$)|(?<!@)\{!!.*?(?:!!\}|$)|(?<![\w@])@php\b(?!\s*\().*?(?:@endphp\b|$)/gs;

/**
 * A Blade template (https://laravel.com/docs/blade#displaying-data) with what it puts out as it is, and its own code,
 * as PHP has them; each part where it stands.
 */
export function bladeCode(text: string): string {
  return text.replaceAll(parts, (part) => {
    if (part.startsWith('{{')) return blank(part);
    if (part.startsWith('{'))
      return part.endsWith('!!}') && part.length > 5 ? `<?=${part.slice(3, -3)} ?>` : blank(part);
    const isClosed = part.endsWith('@endphp');
    return `<?  ${part.slice(4, isClosed ? -7 : undefined)}${isClosed ? '?>     ' : ''}`;
  });
}
