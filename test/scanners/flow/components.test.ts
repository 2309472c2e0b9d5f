// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have them
import { expect, it } from 'vitest';
import { found } from './scan-texts.ts';

it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  [
    'options data',
    {
      'A.vue': `<template><p v-html="text"></p></template>\n<script>\nexport default { data() { return { text: this.$route.query.q }; } };\n</script>`,
    },
    ['js-dom-xss A.vue:1'],
  ],
  [
    'options data escaped',
    {
      'A.vue': `<template><p>{{ text }}</p></template>\n<script>\nexport default { data() { return { text: this.$route.query.q }; } };\n</script>`,
    },
    [],
  ],
  [
    'options computed',
    {
      'A.vue': `<template><p v-html="text"></p></template>\n<script>\nexport default { computed: { text() { return '<b>' + this.$route.query.q; } } };\n</script>`,
    },
    ['js-dom-xss A.vue:1'],
  ],
  [
    'options mounted',
    {
      'A.vue': `<template><p v-html="text"></p></template>\n<script>\nexport default { data() { return { text: '' }; }, mounted() { this.text = this.$route.query.q; } };\n</script>`,
    },
    ['js-dom-xss A.vue:1'],
  ],
  [
    'options created cleaned',
    {
      'A.vue': `<template><p v-html="text"></p></template>\n<script>\nexport default { data: () => ({ text: '' }), created() { this.text = DOMPurify.sanitize(this.$route.query.q); } };\n</script>`,
    },
    [],
  ],
  [
    'options method',
    {
      'A.vue': `<template><p v-html="shown(1)"></p></template>\n<script>\nexport default { methods: { shown() { return this.$route.query.q; } } };\n</script>`,
    },
    ['js-dom-xss A.vue:1'],
  ],
  [
    'defineComponent',
    {
      'A.vue': `<template><p v-html="text"></p></template>\n<script lang="ts">\nimport { defineComponent } from 'vue';\nexport default defineComponent({ data() { return { text: '' }; }, created() { this.text = this.$route.query.q; } });\n</script>`,
    },
    ['js-dom-xss A.vue:1'],
  ],
  [
    'setup returned',
    {
      'A.vue': `<template><p v-html="text"></p></template>\n<script>\nexport default { setup() { const route = useRoute(); const text = route.query.q; return { text }; } };\n</script>`,
    },
    ['js-dom-xss A.vue:1'],
  ],
  [
    'options loop',
    {
      'A.vue': `<template>\n<p v-for="one in list" :key="one"\nv-html="one"></p></template>\n<script>\nexport default { data() { return { list: this.$route.query.q.split(',') }; } };\n</script>`,
    },
    ['js-dom-xss A.vue:3'],
  ],
  [
    'setup loop',
    {
      'A.vue': `<template>\n<p v-for="(one, i) in list" :key="one"\nv-html="one.name"></p></template>\n<script setup>\nconst list = useRoute().query.q;\n</script>`,
    },
    ['js-dom-xss A.vue:3'],
  ],
  [
    'setup ref',
    {
      'A.vue': `<template>\n<p v-html="q"></p></template>\n<script setup>\nconst route = useRoute(); const q = ref(''); onMounted(() => { q.value = route.query.q; });\n</script>`,
    },
    ['js-dom-xss A.vue:2'],
  ],
  [
    'setup computed',
    {
      'A.vue': `<template>\n<p v-html="q"></p></template>\n<script setup>\nconst route = useRoute(); const q = computed(() => '<b>' + route.query.q);\n</script>`,
    },
    ['js-dom-xss A.vue:2'],
  ],
  [
    'single quotes',
    {
      'A.vue': `<template>\n<p v-html='q'></p></template>\n<script setup>\nconst q = useRoute().query.q;\n</script>`,
    },
    ['js-dom-xss A.vue:2'],
  ],
  [
    'route props',
    { 'A.vue': `<template><p v-html="$route.params.id"></p></template>\n<script></script>` },
    ['js-dom-xss A.vue:1'],
  ],
  [
    'a name of the template that the script has, too',
    {
      'A.vue': `<template><p v-html="text"></p></template>\n<script>\nimport text from './own.js';\nexport default { data() { return { other: this.$route.query.q }; }, methods: { text() { return 'own'; } } };\n</script>`,
    },
    [],
  ],
  [
    'a list of the script itself',
    {
      'A.vue': `<template><p v-for="one in list" v-html="one"></p></template>\n<script setup>\nconst list = ['<b>', '<i>'];\nconst q = useRoute().query.q;\n</script>`,
    },
    [],
  ],
  [
    'what a method leaves to another one',
    {
      'A.vue': `<template><p v-html="text"></p></template>\n<script>\nexport default {\n  data: () => ({ text: '' }),\n  mounted() { this.load(); },\n  methods: { load() { this.text = this.$route.query.q; } },\n};\n</script>`,
    },
    ['js-dom-xss A.vue:1'],
  ],
])('follows the address of a page through a component of Vue: %s', async (_, files, expected) => {
  expect(await found(files)).toEqual(expected);
});
