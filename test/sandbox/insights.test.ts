import { describe, expect, onTestFinished, test } from 'vitest';
import { type Caller, commitPath, sandboxFor } from './call-sandbox.ts';

const path = `${commitPath}/reports/code-scan`;
const report = { title: 'Code Scan', details: 'Two findings', report_type: 'SECURITY', result: 'FAILED' };
const annotation = { external_id: 'f1', annotation_type: 'VULNERABILITY', summary: 'eval of input' };

async function started() {
  const { sandbox, call } = await sandboxFor();
  onTestFinished(() => sandbox.close());
  return { sandbox, call };
}

async function withReport() {
  const { sandbox, call } = await started();
  await call('PUT', path, report);
  return { sandbox, call };
}

async function idsOf(call: Caller): Promise<string[]> {
  const { json } = await call('GET', `${path}/annotations?pagelen=100`);
  return json.values.map(({ external_id }: { external_id: string }) => external_id);
}

describe('a report', () => {
  test('is put with 200, new or known, and keeps its uuid', async () => {
    const { call } = await started();
    const first = await call('PUT', path, report);
    const second = await call('PUT', path, { ...report, result: 'PASSED' });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.json).toMatchObject({ uuid: first.json.uuid, result: 'PASSED', external_id: 'code-scan' });
    expect((await call('GET', `${commitPath}/reports/${encodeURIComponent(first.json.uuid)}`)).status).toBe(
      200,
    );
    expect((await call('GET', `${commitPath}/reports`)).json.size).toBe(1);
  });

  test('takes ten data entries of every type and gives them back', async () => {
    const { call } = await started();
    const data = [
      { title: 'Safe', type: 'BOOLEAN', value: true },
      { title: 'When', type: 'DATE', value: 1_760_000_000_000 },
      { title: 'Took', type: 'DURATION', value: 1500 },
      { title: 'Page', type: 'LINK', value: { text: 'results', href: 'https://bitbucket.org/x' } },
      { title: 'High', type: 'NUMBER', value: 2 },
      { title: 'Share', type: 'PERCENTAGE', value: 99.5 },
      { title: 'Baseline', type: 'TEXT', value: 'merge base' },
      { title: 'Guessed', value: 'text' },
      { title: 'Eight', value: 8 },
      { title: 'Ten', value: false },
    ];
    expect((await call('PUT', path, { ...report, data })).json.data).toEqual(data);
    expect((await call('PUT', path, { ...report, data: [...data, data[0]] })).status).toBe(400);
  });

  test('is gone after DELETE, its annotations too, and a second DELETE finds nothing', async () => {
    const { sandbox, call } = await withReport();
    await call('POST', `${path}/annotations`, [annotation]);
    expect((await call('DELETE', path)).status).toBe(204);
    expect(sandbox.state.annotations).toEqual([]);
    const { status, json } = await call('DELETE', path);
    expect([status, json.key]).toEqual([404, 'report-service.report.not-found']);
  });

  test.each([
    ['no title', { title: undefined }, 'not set [title]'],
    ['no details', { details: undefined }, 'not set [details]'],
    ['a long title', { title: 't'.repeat(451) }, '450'],
    ['long details', { details: 'd'.repeat(2001) }, '2000'],
    ['an unknown type', { report_type: 'STYLE' }, 'SECURITY'],
    ['an unknown result', { result: 'INCOMPLETE' }, 'PASSED'],
    ['a link to localhost', { link: 'http://localhost/x' }, 'link'],
    ['a link that is none', { link: 'somewhere' }, 'link'],
    ['a number as text', { data: [{ title: 'n', type: 'NUMBER', value: '1' }] }, 'NUMBER'],
    ['more than all', { data: [{ title: 'p', type: 'PERCENTAGE', value: 101 }] }, 'PERCENTAGE'],
    [
      'the link of Data Center',
      { data: [{ title: 'l', type: 'LINK', value: { linktext: 'a', href: 'b' } }] },
      'LINK',
    ],
    ['data without a title', { data: [{ type: 'NUMBER', value: 1 }] }, 'title'],
  ])('with %s is refused in the shape of its own', async (_, change, text) => {
    const { sandbox, call } = await started();
    const { status, json } = await call('PUT', path, { ...report, ...change });
    expect(status).toBe(400);
    expect(json).toEqual({
      key: expect.any(String),
      message: expect.stringContaining(text),
      arguments: expect.any(Array),
    });
    expect(sandbox.state.reports).toEqual([]);
  });
});

describe('annotations', () => {
  test('are created or updated by their id, and stay when the report is put again', async () => {
    const { call } = await withReport();
    await call('POST', `${path}/annotations`, [annotation, { ...annotation, external_id: 'f2' }]);
    await call('PUT', path, report);
    const { status, json } = await call('POST', `${path}/annotations`, [
      { ...annotation, summary: 'changed' },
    ]);
    expect([status, json.length, json[0].summary]).toEqual([200, 1, 'changed']);
    expect(await idsOf(call)).toEqual(['f1', 'f2']);
  });

  test('are paged by ten, next as it was called', async () => {
    const { sandbox, call } = await withReport();
    const batch = Array.from({ length: 25 }, (_, index) => ({ ...annotation, external_id: `f${index}` }));
    await call('POST', `${path}/annotations`, batch);
    const pages: number[] = [];
    let next: string | undefined = `${path}/annotations?q=result != "PASSED"`;
    while (next !== undefined) {
      const { json } = await call('GET', next);
      pages.push(json.values.length);
      next = json.next;
      if (next) expect(next.startsWith(sandbox.url) && next.includes('q=result')).toBe(true);
    }
    expect(pages).toEqual([10, 10, 5]);
  });

  test('have a limit of 100 at once and of 1000 in a report, and are then refused whole', async () => {
    const { sandbox, call } = await withReport();
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...annotation, external_id: `f${from + index}` }));
    const tooMany = await call('POST', `${path}/annotations`, many(0, 101));
    expect([tooMany.status, tooMany.json]).toEqual([
      400,
      { code: 400, message: 'Bulk upload supports a maximum of /100 annotations.' },
    ]);
    for (let from = 0; from < 1000; from += 100) await call('POST', `${path}/annotations`, many(from, 100));
    expect((await call('POST', `${path}/annotations`, many(950, 100))).status).toBe(400);
    expect((await call('POST', `${path}/annotations`, many(900, 100))).status).toBe(200);
    expect(sandbox.state.annotations.length).toBe(1000);
  });

  test.each([
    ['no summary', { summary: undefined }, 'not set [summary]'],
    ['an empty summary', { summary: '' }, 'not set [summary]'],
    [
      'a long summary',
      { summary: 's'.repeat(451) },
      'The summary field cannot contain more than 450 characters.',
    ],
    ['long details', { details: 'd'.repeat(2001) }, '2000'],
    ['line 0', { line: 0 }, 'line'],
    ['half a line', { line: 1.5 }, 'line'],
    ['a line as text', { line: '3' }, 'line'],
    ['severity INFO', { severity: 'INFO' }, 'CRITICAL'],
    ['an unknown type', { annotation_type: 'SECRET' }, 'VULNERABILITY'],
    ['an unknown result', { result: 'OPEN' }, 'SKIPPED'],
    ['no id', { external_id: undefined }, 'not set [external_id]'],
    ['a local link', { link: 'http://127.0.0.1/' }, 'link'],
  ])('with %s take their whole batch with them', async (_, change, text) => {
    const { sandbox, call } = await withReport();
    const batch = [
      { ...annotation, external_id: 'good' },
      { ...annotation, ...change },
    ];
    const { status, json } = await call('POST', `${path}/annotations`, batch);
    expect([status, json.message]).toEqual([400, expect.stringContaining(text)]);
    expect(sandbox.state.annotations).toEqual([]);
  });

  test('with the same id twice in one batch are refused', async () => {
    const { sandbox, call } = await withReport();
    expect((await call('POST', `${path}/annotations`, [annotation, annotation])).status).toBe(400);
    expect(sandbox.state.annotations).toEqual([]);
  });

  test.each([[[]], [{}], ['"text"']])('that are %j are refused', async (body) => {
    const { call } = await withReport();
    expect((await call('POST', `${path}/annotations`, body)).status).toBe(400);
  });

  test('without a report are refused', async () => {
    const { call } = await started();
    expect((await call('POST', `${path}/annotations`, [annotation])).json.key).toBe(
      'report-service.report.not-found',
    );
  });

  test('one by one: put is always 200, other keys are let through and forgotten, delete is 204 and then 404', async () => {
    const { call } = await withReport();
    const one = `${path}/annotations/f9`;
    const put = await call('PUT', one, { ...annotation, title: 'extra', line: 3, path: 'src/app.js' });
    expect([put.status, put.json.external_id, put.json.title]).toEqual([200, 'f9', undefined]);
    expect((await call('PUT', one, annotation)).status).toBe(200);
    expect((await call('GET', `${path}/annotations/${encodeURIComponent(put.json.uuid)}`)).json.uuid).toBe(
      put.json.uuid,
    );
    expect((await call('DELETE', one)).status).toBe(204);
    expect((await call('DELETE', one)).status).toBe(404);
  });

  test('say nothing of what they were not given', async () => {
    const { call } = await withReport();
    await call('POST', `${path}/annotations`, [annotation]);
    const { json } = await call('GET', `${path}/annotations/f1`);
    for (const key of ['severity', 'result', 'path', 'line', 'details', 'link'])
      expect(json).not.toHaveProperty(key);
  });
});
