import type { LanguageName } from '../rules/flow-rule.ts';
import type { Names } from './template.ts';

/** What templates see of the request without being given it. */
const asked: Readonly<Partial<Record<LanguageName, RegExp>>> = {
  // https://flask.palletsprojects.com/en/stable/templating/#standard-context, Django's context processor `request`
  python:
    /^request\.(?:args|form|values|cookies|GET|POST|COOKIES|query_params)\.(?!items\b|keys\b|urlencode\b|dict\b)/,
  // https://symfony.com/doc/current/templates.html#the-app-global-variable
  php: /^app\.request\.(?:query|request|cookies|get)\./,
  // Thymeleaf, and Freemarker in Spring.
  java: /^(?:param|RequestParameters|Parameters)\./,
};

/** Whether names lead to a text of the request in a template of code in this language. */
export function isAsked(names: Names, language: LanguageName): boolean {
  return asked[language]?.test(names.join('.')) === true;
}
