/** Files of the output folder that `MODE=preview` writes: the page, and the state that the next preview goes on from. */
export const previewNames = { page: 'preview.html', state: 'preview.json' } as const;
