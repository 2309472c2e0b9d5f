/** A word of a folder's or a file's name: `test-data`, `gateway_mocks`. */
const word =
  /(?:^|[^A-Za-z0-9])(?:tests?|testing|testdata|testlib|testutils?|testfixtures|specs?|e2e|cypress|mocks?|stubs?|fixtures?|examples?|samples?|demos?|bench(?:marks?)?|tutorials?|docs?|documentation)(?![A-Za-z0-9])/i;
/** The last word of a folder's name: `jvmTest`, `UnitTests`, `testData`. */
const lastWord = /[a-z0-9](?:Tests?|TestData|Fixtures?|Mocks?|Examples?|Samples?)$|^testData$/;
/** Of one word: `unittests`, `caddytest`, but not `latest`. */
const testFolder = /[a-z](?<!la|con|at|pro|fas)tests?$/;
/** Classes of tests, as runners of Java, C# and PHP take them by their names. */
const testClass = /[a-z](?:Tests?|TestCase|IT|Spec)\.\w+$/;
const documentation = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|pod)$/i;
/** What comes with a project for people to copy and fill in. */
const template = /\.(?:dist|tmpl|tpl|template)$/i;
/**
 * What runs the tests of a project and nothing else: a workflow or services called so, and the values that a chart is
 * tried out with (https://github.com/helm/chart-testing#configuration). What deploys is in `.gitlab-ci.yml` and its like.
 */
const integration =
  /(?:^|\/)(?:\.github\/workflows\/ci|(?:docker-)?compose[.-]ci|ci\/[\w.-]*values)\.ya?ml$/i;

/**
 * True for tests, their data, documentation and examples. A private key or a random value that stands there was made to
 * stand there, and opens nothing.
 *
 * @param path Of a file of the repository, with slashes.
 */
export function isExampleFile(path: string): boolean {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  return (
    segments.some((folder) => word.test(folder) || lastWord.test(folder) || testFolder.test(folder)) ||
    word.test(file) ||
    testClass.test(file) ||
    documentation.test(file) ||
    template.test(file) ||
    integration.test(path)
  );
}
