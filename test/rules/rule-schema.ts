/** What a file of `rules/` has to say beside its pattern; ast-grep itself checks the rest. */
export const ruleSchema = {
  type: 'object',
  required: ['id', 'language', 'severity', 'message', 'note', 'rule', 'metadata'],
  properties: {
    id: {
      type: 'string',
      pattern:
        '^(android|aspnet|jsp|mybatis|js|py|java|go|php|rb|cs|kt|sh|tf|cfn|k8s|compose|docker)(-[a-z0-9]+)+$',
    },
    language: {
      enum: ['Tsx', 'Python', 'Java', 'Go', 'Php', 'Ruby', 'CSharp', 'Kotlin', 'Bash', 'Hcl', 'Html', 'Yaml'],
    },
    severity: { enum: ['error', 'warning', 'info'] },
    message: { type: 'string', minLength: 30, maxLength: 300, pattern: '^[^\\n]+[.)]\\n?$' },
    note: { type: 'string', minLength: 20 },
    metadata: {
      type: 'object',
      additionalProperties: false,
      required: ['title', 'cwe', 'security-severity', 'confidence', 'category', 'url'],
      properties: {
        title: { type: 'string', minLength: 8, maxLength: 70, pattern: '[^.]$' },
        cwe: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'integer', minimum: 1 } },
        'security-severity': { type: 'string', pattern: '^(10\\.0|[0-9]\\.[0-9])$' },
        confidence: { enum: ['high', 'medium', 'low'] },
        category: { enum: ['vulnerability', 'secret', 'misconfiguration', 'bug', 'style'] },
        url: { type: 'string', pattern: '^https://cwe\\.mitre\\.org/data/definitions/[0-9]+\\.html$' },
      },
    },
  },
} as const;
