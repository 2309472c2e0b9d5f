/** What there is to say of a function that only its place knows: a lambda, or a body that is called at once. */
export const namelessFunction = {
  name: '',
  parameters: [],
  annotations: [],
  annotationText: '',
  takesSelf: false,
  isStatic: false,
} as const;
