import { ConfigError, type Problem } from '../core/errors.ts';

/** Problems that one error lists; a file that is no policy at all has them by the thousand. */
const maxProblems = 50;

/** What is wrong with a policy file, as far as anybody reads it. */
export function refusal(problems: readonly Problem[]): ConfigError {
  if (problems.length <= maxProblems) return new ConfigError(problems);
  const [first] = problems;
  const rest = { where: first?.where ?? '', message: `and ${problems.length - maxProblems} problems more` };
  return new ConfigError([...problems.slice(0, maxProblems), rest]);
}
