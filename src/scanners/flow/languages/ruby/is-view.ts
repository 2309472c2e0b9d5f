/** Pages of Ruby, in ERB, Haml or Slim, and not the code that fills them. */
export const isView = (file: string): boolean => /\.(?:erb|haml|slim)$/.test(file);
