/**
 * What people call the kinds of secrets that secretlint's rules tell by names of code: rule and message, as in
 * `secretlint-rules.ts`. A kind that is not among them is named after its rule.
 */
const names: Readonly<Record<string, string>> = {
  '1password-ops-token': '1Password service account token',
  'anthropic-anthropic-api-key': 'Anthropic key',
  'aws-awsaccesskeyid': 'AWS access key',
  'aws-awssecretaccesskey': 'AWS secret access key',
  'cloudflare-cloudflare-account-api-token': 'Cloudflare account token',
  'cloudflare-cloudflare-global-api-key': 'Cloudflare global API key',
  'cloudflare-cloudflare-user-api-token': 'Cloudflare user token',
  'databricks-databricks-personal-access-token': 'Databricks token',
  'docker-docker-personal-access-token': 'Docker Hub token',
  'figma-figma-personal-access-token': 'Figma token',
  'gcp-privatekeyjson': 'Private key of a Google Cloud service account',
  'gcp-privatekeyp12': 'Private key of a Google Cloud service account',
  'github-github-token': 'GitHub token',
  'gitlab-gitlab-personal-access-token': 'GitLab token',
  'grafana-grafana-cloud-api-token': 'Grafana Cloud token',
  'grafana-grafana-service-account-token': 'Grafana service account token',
  'groq-groq-api-key': 'Groq key',
  'hashicorp-vault-hashicorp-vault-batch-token': 'HashiCorp Vault batch token',
  'hashicorp-vault-hashicorp-vault-recovery-token': 'HashiCorp Vault recovery token',
  'hashicorp-vault-hashicorp-vault-service-token': 'HashiCorp Vault service token',
  'huggingface-huggingface-user-access-token': 'Hugging Face token',
  'linear-linear-api-token': 'Linear key',
  'notion-notion-integration-token': 'Notion token',
  'npm-npm-access-token': 'npm token',
  'npm-npmrc-authtoken': 'npm registry token',
  'npm-packagejson-xoauthtoken': 'GitHub token inside an address',
  'openai-openai-token': 'OpenAI key',
  'privatekey-privatekey': 'Private key',
  'sendgrid-sendgrid-key': 'SendGrid key',
  'shopify-shopify-key': 'Shopify token',
  'slack-incomingwebhook': 'Slack webhook address',
  'slack-slack-token': 'Slack token',
  'stripe-stripe-restricted-key-live': 'Stripe restricted key',
  'stripe-stripe-restricted-key-test': 'Stripe restricted key for tests',
  'stripe-stripe-secret-key-live': 'Stripe secret key',
  'stripe-stripe-secret-key-test': 'Stripe secret key for tests',
  'tailscale-tailscale-api-key': 'Tailscale API token',
  'tailscale-tailscale-auth-key': 'Tailscale authentication key',
  'tailscale-tailscale-client-key': 'Tailscale OAuth client key',
  'tailscale-tailscale-key': 'Tailscale key',
  'tailscale-tailscale-scim-key': 'Tailscale SCIM key',
  'tailscale-tailscale-webhook-key': 'Tailscale webhook key',
  'vercel-vercel-ai-gateway-api-key': 'Vercel AI Gateway key',
  'vercel-vercel-app-access-token': 'Vercel app token',
  'vercel-vercel-app-refresh-token': 'Vercel app refresh token',
  'vercel-vercel-integration-token': 'Vercel integration token',
  'vercel-vercel-personal-access-token': 'Vercel token',
};

/** @param kind Without `secretlint/`. */
export function secretlintName(kind: string): string {
  const provider = kind.split('-')[0] ?? kind;
  return names[kind] ?? `${provider.charAt(0).toUpperCase()}${provider.slice(1)} secret`;
}
