import { describe, expect, it } from 'vitest';
import { found } from './scan-texts.ts';

/** Code as the frameworks want it, in which data of a request gets to a command. */
const javascript: Readonly<Record<string, string>> = {
  'Express, two parameters': "app.get('/', (req, res) => { exec('ls ' + req.query.q); });",
  'one parameter of that name': "export function run(request) { exec('ls ' + request.query.q); }",
  'one parameter, a header':
    "module.exports = async function (request) { exec('ls ' + request.headers['x-name']); };",
  Fastify: "fastify.post('/', async (request, reply) => { exec('ls ' + request.body.q); });",
  'a file of Fastify':
    "async function up(request, reply) { const file = await request.file(); exec('ls ' + file.filename); }",
  Koa: "router.get('/', async (ctx) => { exec('ls ' + ctx.query.q); });",
  Hapi: "server.route({ handler: (request, h) => { exec('ls ' + request.payload.q); } });",
  Hono: "app.get('/', (c) => { exec('ls ' + c.req.query('q')); });",
  'Next.js, pages': "export default function handler(req, res) { exec('ls ' + req.query.q); }",
  'Next.js, app':
    "export async function POST(request) { const { q } = await request.json(); exec('ls ' + q); }",
  'a server action': "export async function save(formData) { exec('ls ' + formData.get('q')); }",
  Nest: "class A { @Get() run(@Query('q') q) { exec('ls ' + q); } }",
  'GraphQL of Nest': "class A { @Query() run(@Args('q') q) { exec('ls ' + q); } }",
  'resolvers of GraphQL': "const resolvers = { Query: { run: (parent, args) => exec('ls ' + args.q) } };",
  'a root value of GraphQL': "async function updateProfile(args, req) { exec('ls ' + args.q); }",
  'AWS Lambda': "exports.handler = async (event) => { exec('ls ' + event.queryStringParameters.q); };",
  'AWS Lambda by another name':
    "module.exports.convert = async (event) => { exec('ls ' + JSON.parse(event.body).q); };",
  'an upload to S3': "exports.handler = async (event) => { exec('ls ' + event.Records[0].s3.object.key); };",
  'resolvers of GraphQL that take their arguments apart':
    "const resolvers = { Mutation: { async run(_, { q }) { exec('ls ' + q); } } };",
  'a plain server':
    "http.createServer((req, res) => { let text = ''; req.on('data', (c) => { text += c; }); req.on('end', () => exec(JSON.parse(text).q)); });",
  'a plain server, in parts':
    "function answer(req, res) { const parts = []; req.on('data', (part) => parts.push(part)); req.on('end', () => exec(Buffer.concat(parts).toString())); }",
  'a plain server, gone through':
    "async function answer(req, res) { let text = ''; for await (const part of req) text += part; exec(text); }",
  'a plain server, by a promise':
    "const read = (req) => new Promise((resolve) => { let text = ''; req.on('data', (c) => { text += c; }); req.on('end', () => resolve(text)); });\nhttp.createServer(async (req, res) => { exec(JSON.parse(await read(req)).q); });",
  'SvelteKit, an end point':
    "export async function GET({ url }) { exec('ls ' + url.searchParams.get('q')); }",
  'SvelteKit, JSON':
    "export const POST = async ({ request }) => { const { q } = await request.json(); exec('ls ' + q); };",
  'SvelteKit, what a page loads':
    "import type { PageServerLoad } from './$types';\nexport const load: PageServerLoad = async ({ params }) => { exec('ls ' + params.q); };",
  'SvelteKit, a form':
    "export const actions = { save: async ({ request }) => { const form = await request.formData(); exec('ls ' + form.get('q')); } };",
  'Remix, what a page loads':
    "export async function loader({ params }: LoaderFunctionArgs) { exec('ls ' + params.q); }",
  'Remix, a form':
    "export const action = async ({ request }) => { const form = await request.formData(); exec('ls ' + form.get('q')); };",
  'a page of Next.js': "export async function getServerSideProps({ query }) { exec('ls ' + query.q); }",
  'a page of Next.js, app':
    "export default async function Page({ searchParams }: { searchParams: Promise<{ q: string }> }) { const { q } = await searchParams; exec('ls ' + q); }",
  Adonis: "class A { async index({ request }: HttpContext) { exec('ls ' + request.input('q')); } }",
  Nuxt: "export default defineEventHandler(async (event) => { const body = await readBody(event); exec('ls ' + body.q); });",
};

const python: Readonly<Record<string, string>> = {
  Flask:
    'from flask import request\n@app.route("/")\ndef view():\n    os.system("ls " + request.args["q"])\n',
  'a part of the path': '@app.route("/<name>")\ndef view(name):\n    os.system("ls " + name)\n',
  'one parameter of that name': 'def run(request):\n    os.system("ls " + request.args["q"])\n',
  'one parameter, a form': 'def run(request):\n    os.system("ls " + request.form.get("q"))\n',
  'one parameter, JSON': 'async def run(request):\n    os.system("ls " + request.json["q"])\n',
  Django: 'def view(request):\n    os.system("ls " + request.GET.get("q"))\n',
  'a class of Django':
    'class View(TemplateView):\n    def get_queryset(self):\n        os.system("ls " + self.request.GET["q"])\n',
  'Django REST':
    'class View(APIView):\n    def post(self, request):\n        os.system("ls " + request.data["q"])\n',
  FastAPI: '@router.get("/")\nasync def view(q: str):\n    os.system("ls " + q)\n',
  'a request of FastAPI':
    '@router.post("/")\nasync def view(request: Request):\n    body = await request.json()\n    os.system("ls " + body["q"])\n',
  aiohttp: 'async def view(request):\n    os.system("ls " + request.match_info["q"])\n',
  Tornado:
    'class View(RequestHandler):\n    def get(self):\n        os.system("ls " + self.get_argument("q"))\n',
  Falcon: 'class View:\n    def on_get(self, req, resp):\n        os.system("ls " + req.get_param("q"))\n',
  Pyramid: 'def view(request):\n    os.system("ls " + request.matchdict["q"])\n',
  Bottle: 'from bottle import request\n@route("/")\ndef view():\n    os.system("ls " + request.query.q)\n',
  Sanic: '@app.get("/")\nasync def view(request):\n    os.system("ls " + request.args.get("q"))\n',
  'Azure Functions':
    'def main(req: func.HttpRequest) -> func.HttpResponse:\n    os.system("ls " + req.params.get("q"))\n',
  'AWS Lambda':
    'def lambda_handler(event, context):\n    os.system("ls " + event["queryStringParameters"]["q"])\n',
  'an upload to S3':
    'def lambda_handler(event, context):\n    os.system("ls " + event["Records"][0]["s3"]["object"]["key"])\n',
};

const java: Readonly<Record<string, string>> = {
  Servlets:
    'void doGet(HttpServletRequest request, HttpServletResponse response) { run(request.getParameter("q")); }',
  'the name of an upload':
    'void doPost(HttpServletRequest request) { run(request.getPart("q").getHeader("content-disposition")); }',
  Spring: '@GetMapping("/") String get(@RequestParam String q) { run(q); return ""; }',
  'JAX-RS': '@GET Response get(@QueryParam("q") String q) { run(q); return null; }',
  'a body of JAX-RS': '@POST Response post(String q) { run(q); return null; }',
  Quarkus: '@GET String get(@RestQuery String q) { run(q); return ""; }',
  Micronaut: '@Get("/") String get(@QueryValue String q) { run(q); return ""; }',
  'Vert.x': 'void handle(RoutingContext context) { run(context.request().getParam("q")); }',
  Javalin: 'void handle(Context ctx) { run(ctx.queryParam("q")); }',
  Spark:
    'Object handle(spark.Request request, Response response) { run(request.queryParams("q")); return null; }',
};

describe('a request', () => {
  it.each(Object.entries(javascript))('%s', async (_name, code) => {
    const text = `const { exec } = require('child_process');\n${code}\n`;
    expect(await found({ 'a.js': text })).toEqual([expect.stringMatching(/^js-command-injection/)]);
  });

  it.each(Object.entries(python))('%s', async (_name, code) => {
    expect(await found({ 'a.py': `import os\n${code}` })).toEqual([
      expect.stringMatching(/^py-command-injection/),
    ]);
  });

  it.each(Object.entries(java))('%s', async (_name, method) => {
    const run = 'void run(String q) { Runtime.getRuntime().exec("ls " + q); }';
    expect(await found({ 'A.java': `class A { ${method} ${run} }` })).toEqual([
      expect.stringMatching(/^java-command-injection/),
    ]);
  });
});

describe('no request', () => {
  it.each([
    ['one that is about to be sent', 'export function send(request) { return fetch(request.url); }'],
    ['an event of the browser', "element.on('click', (event) => exec('ls ' + event.target.name));"],
    [
      'the answer of another server',
      "http.get(address, (res) => { let text = ''; res.on('data', (c) => { text += c; }); res.on('end', () => exec(text)); });",
    ],
    ['a resolver that takes nothing', 'const resolvers = { Query: { run: () => exec(table.name) } };'],
    ['actions of a store', "export const actions = { save({ commit }, name) { exec('ls ' + name); } };"],
    ['any other parameter', "export function run(input) { exec('ls ' + input.query.q); }"],
  ])('%s', async (_name, code) => {
    expect(await found({ 'a.js': `const { exec } = require('child_process');\n${code}\n` })).toEqual([]);
  });
});

describe('a file of server actions', () => {
  const run = "export async function save(name) { exec('ls ' + name); }";
  it.each([
    ['exports functions', `'use server';\nIMPORT\n${run}`, 1],
    ['after a comment', `/* what a page calls */\n// all of it\n"use server";\nIMPORT\n${run}`, 1],
    [
      'exports values',
      "'use server';\nIMPORT\nexport const save = async (name) => { exec('ls ' + name); };",
      1,
    ],
    ['exports none', "'use server';\nIMPORT\nasync function save(name) { exec('ls ' + name); }", 0],
    [
      'takes numbers',
      "'use server';\nIMPORT\nexport async function save(count: number) { exec('ls ' + count); }",
      0,
    ],
    ['does not say so', `IMPORT\n${run}`, 0],
    ['says so too late', `IMPORT\n'use server';\n${run}`, 0],
  ])('%s', async (_name, text, count) => {
    const code = text.replace('IMPORT', "const { exec } = require('child_process');");
    expect(await found({ 'a.ts': code })).toHaveLength(count);
  });
});
