/** Every spelling that the rule for AWS takes, such as `secretAccess` and `SECRET_ACCESS`. */
const awsNames = ['SECRET', 'secret', 'Secret'].flatMap((secret) =>
  ['_', ''].flatMap((line) => ['ACCESS', 'access', 'Access'].map((access) => secret + line + access)),
);

/**
 * What a text must hold for a rule of secretlint to find something in it, one of each list, by the rule's name. A test
 * compares them with the expressions of the rules. A rule without an entry looks at every text.
 */
export const secretlintStarts: Readonly<Record<string, readonly string[]>> = {
  aws: awsNames,
  gcp: ['private_key_id'],
  privatekey: ['PRIVATE KEY'],
  npm: ['npm_', ':x-oauth-basic@', '_authToken='],
  sendgrid: ['SG.'],
  shopify: ['shppa_', 'shpca_', 'shpat_', 'shpss_'],
  stripe: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'],
  github: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  gitlab: ['glpat-'],
  grafana: ['glc_', 'glsa_'],
  openai: ['T3BlbkFJ'],
  anthropic: ['sk-ant-api0'],
  groq: ['gsk_'],
  huggingface: ['hf_'],
  linear: ['lin_api_'],
  notion: ['ntn_'],
  '1password': ['ops_ey'],
  'hashicorp-vault': ['hvs.', 'hvb.', 'hvr.'],
  vercel: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
  databricks: ['dapi'],
  docker: ['dckr_pat_'],
  figma: ['figd_'],
  cloudflare: ['cfk_', 'cfut_', 'cfat_'],
  tailscale: ['tskey-'],
};
