import type { Command } from './command.ts';
import type { PipelinesFile } from './pipelines-file.ts';
import type { PipelineRule } from './rule.ts';
import { untrustedNames } from './untrusted-names.ts';

/** A rule that is a pattern over command lines: `pattern` finds the part to show. */
interface CommandPattern extends Omit<PipelineRule, 'check'> {
  readonly patterns: readonly RegExp[];
  readonly message: string;
  /** What makes the command harmless after all. */
  readonly unless?: RegExp;
}

const commandPatterns: readonly CommandPattern[] = [
  {
    id: 'download-to-shell',
    title: 'Download run without a look',
    severity: 'medium',
    cwe: 494,
    help:
      'Whoever changes that address, or stands on the way to it, runs commands in the build with all its secrets. Take ' +
      'the tool from an image, or download a fixed version, check its sum (`sha256sum -c`) and then run it.',
    patterns: [
      /\b(?:curl|wget|fetch|http)\b[^;&]*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:env\s+(?:\w+=\S*\s+)*)?(?:\/\S*\/)?(?:ba|z|da|k)?sh\b[^;&|]*/,
      /\b(?:curl|wget)\b[^;&]*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:python3?|node|perl|ruby|php)\b(?!\s+(?:-m|-c|-e|-p|\S+\.\w+))[^;&|]*/,
      /\b(?:(?:ba|z|da|k)?sh|source|\.)\s+<\(\s*(?:curl|wget)\b[^)]*\)/,
      /\b(?:(?:ba|z|da|k)?sh\s+-[a-z]*c|eval)\s+["']?(?:\$\(|`)\s*(?:curl|wget)\b[^)`]*[)`]/,
      /\b(?:python3?|node|perl|ruby|php)\s+-[a-z]*[cer]\s+["']?(?:\$\(|`)\s*(?:curl|wget)\b[^)`]*[)`]/,
      /\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod)\b[^;&]*\|\s*(?:iex|Invoke-Expression)\b/i,
    ],
    message:
      'This runs whatever the server sends. Download a fixed version, check it with sha256sum -c, then run it; or use an image that has it.',
  },
  {
    id: 'certificate-check-off',
    title: 'Certificate check switched off',
    severity: 'high',
    cwe: 295,
    help:
      'Without the check, anyone on the way can read what is sent, credentials included, and change what comes back. Remove ' +
      'the switch; for a private authority add its certificate (`curl --cacert`, `NODE_EXTRA_CA_CERTS`, `git config http.sslCAInfo`).',
    patterns: [
      /\bcurl\b[^;&|]*\s(?:-[a-jl-zA-Z]*k[a-zA-Z]*|--insecure|--proxy-insecure)(?=\s|$)/,
      /\bwget\b[^;&|]*\s--no-check-certificate\b/,
      /\bgit\b[^;&|]*\bhttp\.(?:\S+\.)?sslVerify(?:=|\s+)["']?(?:false|0)/i,
      /\bGIT_SSL_NO_VERIFY=["']?(?:1|true)/i,
      /\bNODE_TLS_REJECT_UNAUTHORIZED=["']?0/,
      /\bPYTHONHTTPSVERIFY=["']?0/,
      /\b(?:npm|yarn|pnpm)\s+config\s+set\s+["']?(?:strict-ssl|strictSsl|enableStrictSsl)[= ]+["']?false/i,
      /\bpip3?\s[^;&|]*--trusted-host\b(?:[= ]\S+)?/,
      /\b(?:kubectl|helm|oc|argocd)\b[^;&|]*\s--(?:insecure-skip-tls-verify|kube-insecure-skip-tls-verify|insecure)(?:=true)?(?=\s|$)/,
      /\baws\b[^;&|]*\s--no-verify-ssl\b/,
      /\b(?:podman|skopeo|buildah)\b[^;&|]*\s--(?:src-|dest-)?tls-verify=false\b/,
      /\bset\s+ssl:verify-certificate\s+(?:no|false|off|0)\b/,
      /-Dmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true\b/,
      /\bcomposer\s+config\b[^;&|]*\sdisable-tls\s+true\b/,
      /\bconda\s+config\b[^;&|]*\sssl_verify\s+(?:false|no)\b/i,
      /\bhttps?\b[^;&|]*\s--verify[= ](?:no|false)\b/,
    ],
    message:
      'This takes any certificate, also that of an attacker on the way. Remove it; for a private authority name its certificate, such as with --cacert.',
  },
  {
    id: 'host-key-check-off',
    title: 'SSH host key not checked',
    severity: 'medium',
    cwe: 322,
    help:
      'Without the host’s key, SSH talks to whoever answers. Add the host under Repository settings > Pipelines > SSH keys > ' +
      'Known hosts: Bitbucket then writes it into `known_hosts` of every step.',
    patterns: [
      /StrictHostKeyChecking[= ]["']?(?:no|off|accept-new)\b/i,
      /UserKnownHostsFile[= ]["']?\/dev\/null/i,
      /\bANSIBLE_HOST_KEY_CHECKING=["']?(?:false|no|0)\b/i,
      /\bssh-keyscan\b[^;&|]*(?:\||>>?)[^;&|]*/,
    ],
    message:
      'The server’s key is taken as it comes. Add the host to the known hosts in the repository’s Pipelines settings and leave this out.',
  },
  {
    id: 'clear-text-download',
    title: 'Download without encryption',
    severity: 'medium',
    cwe: 319,
    help:
      'Anyone on the way can put other content in. Use the `https:` address; where there is none, check a sum that is kept ' +
      'in the repository before using the file.',
    patterns: [
      /\b(?:curl|wget|git\s+clone|pip3?\s+install|npm\s+(?:i|install|config|set)|yarn|gem|composer|helm\s+repo\s+add|add-apt-repository)\b[^;&|]*\shttp:\/\/(?!(?:localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal|\$|[\w-]+[:/"'\s]|[\w-]+$))[^\s"']+/,
      /\b(?:curl|wget)\b[^;&|]*\sftp:\/\/(?!\$)[^\s"']+/,
      /\bgit\s+clone\b[^;&|]*\sgit:\/\/[^\s"']+/,
      /(?:--registry|--index-url|--extra-index-url|-i)[= ]["']?http:\/\/(?!(?:localhost|127\.))[^\s"']+/,
    ],
    unless: /http:\/\/[^\s"']*(?:health|ready|ping|status)/,
    message: 'What comes over http:, ftp: or git: can be changed on the way. Use the https: address.',
  },
  {
    id: 'unsigned-packages',
    title: 'Packages installed without their signature',
    severity: 'medium',
    cwe: 347,
    help:
      'The signature is what tells the distribution’s package from anybody’s. Remove the switch; for a repository of your own ' +
      'install its key into `/etc/apt/keyrings` and name it with `signed-by`.',
    patterns: [
      /\bapt(?:-get)?\b[^;&|]*\s--(?:allow-unauthenticated|force-yes|allow-insecure-repositories)\b/,
      /\b(?:yum|dnf|microdnf|zypper)\b[^;&|]*\s--(?:nogpgcheck|no-gpg-checks?)\b/,
      /\bapk\b[^;&|]*\s--allow-untrusted\b/,
      /\bAPT::Get::AllowUnauthenticated[= ]["']?(?:true|yes|1)\b/i,
      /\brpm\b[^;&|]*\s--(?:nosignature|nodigest)\b/,
      /\[\s*trusted=yes\s*\]/,
    ],
    message:
      'Packages without a good signature are taken here too. Remove the switch, and install the repository’s key with signed-by.',
  },
  {
    id: 'privileged-container',
    title: 'Container with the rights of its host',
    severity: 'high',
    cwe: 250,
    help:
      'Such a container can take over the machine that runs it: on a runner of your own that is a machine of yours. Give it ' +
      'single capabilities (`--cap-add`), and build images with BuildKit or kaniko rather than through the Docker socket.',
    patterns: [
      /\b(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\b[^;&|]*\s(?:--privileged(?:=true)?|--cap-add[= ](?:ALL|SYS_ADMIN)|--pid[= ]host|--security-opt[= ]\S*unconfined)(?=\s|$)/,
      /\b(?:docker|podman|nerdctl)\s+(?:container\s+)?exec\b[^;&|]*\s--privileged(?:=true)?(?=\s|$)/,
      /\b(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\b[^;&|]*\s--mount[= ]["']?[^\s"']*(?:src|source)=(?:\/|\/var\/run\/docker\.sock)(?=[,\s"']|$)[^\s"']*/,
      /\b(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\b[^;&|]*\s(?:-v|--volume)[= ]["']?\/(?:var\/run\/docker\.sock)?:[^\s]*/,
    ],
    message:
      'This container gets the rights of its host. Remove the switch, or give it the one capability that it needs with --cap-add.',
  },
  {
    id: 'world-writable',
    title: 'Files that everybody may change',
    severity: 'low',
    cwe: 732,
    help: 'Mode 777 lets every user and process change the files, in the image or archive built from them too. Write `chmod 755`, or `chmod u+x`.',
    patterns: [/\bchmod\s+(?:-[a-zA-Z]+\s+)*(?:0?777|a\+rwx|ugo\+rwx)\b[^;&|]*/],
    message: 'Everybody may change these files. Write chmod u+x, or 755.',
  },
  {
    id: 'security-check-ignored',
    title: 'Result of a security check ignored',
    severity: 'low',
    cwe: 754,
    help:
      'With `|| true` the step passes whatever the check finds. Let it fail; what is known and accepted belongs into the ' +
      'tool’s own list of exceptions, with a reason.',
    patterns: [
      /\b(?:npm|yarn|pnpm)\s+audit\b[^;&]*(?:\|\|\s*(?:true|:|exit 0|echo\b[^;&]*)|;\s*true)/,
      /\b(?:trivy|grype|snyk|semgrep|opengrep|gitleaks|betterleaks|kingfisher|trufflehog|bandit|safety|pip-audit|osv-scanner|checkov|tfsec|gosec|govulncheck|cargo\s+audit|bundle(?:r)?[- ]audit|hadolint|dependency-check)\b[^;&]*\|\|\s*(?:true|:|exit 0|echo\b[^;&]*)/,
    ],
    // Its report may be judged by a later step.
    unless: /sarif|\s(?:--out(?:put)?(?:-?file)?|-o|-out)[= ]|>\s*\S+\.\w+/i,
    message:
      'The check can find what it likes, the step passes. Remove what follows ||, and list accepted findings in the tool’s own exceptions.',
  },
  {
    id: 'newest-tool',
    title: 'Tool run in whatever version is the newest',
    severity: 'low',
    cwe: 829,
    help:
      'The newest version of a package or program runs here with the secrets of the step, minutes after somebody published it. ' +
      'Add it to the project with a lock file, or write its version.',
    patterns: [
      /\b(?:npx|bunx|pnpm\s+dlx|yarn\s+dlx|npm\s+(?:i|install|exec)|pnpm\s+(?:add|install)|yarn\s+(?:global\s+)?add|go\s+(?:install|run)|uvx|pipx\s+run)\b[^;&|]*?@(?:latest|next|canary|master|main)\b/,
      /\b(?:curl|wget)\b[^;&|]*\/releases\/latest\/download\/[^\s"';&|]+/,
    ],
    message:
      'The newest version runs here, whoever published it. Write the version that you tested, or add the tool to the lock file.',
  },
];

export const scriptRules: readonly PipelineRule[] = [...commandPatterns.map(patternRule), untrustedNames];

function patternRule({ patterns, message, unless, ...rule }: CommandPattern): PipelineRule {
  return {
    ...rule,
    check(file: PipelinesFile, report) {
      for (const command of file.commands) {
        const match = patterns.map((pattern) => pattern.exec(command.text)).find((found) => found !== null);
        if (!match || unless?.test(match[0]) || isQuotedAdvice(command)) continue;
        report({ command, text: match[0].trim() }, message);
      }
    },
  };
}

/** A command line that only prints words. */
function isQuotedAdvice({ text }: Command): boolean {
  return /^(echo|printf)\s+(?:"[^"$`]*"|'[^']*')$/.test(text);
}
