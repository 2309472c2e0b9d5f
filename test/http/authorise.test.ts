import { expect, it } from 'vitest';
import { type Authorisation, authorise } from '../../src/http/authorise.ts';
import type { HttpRequest } from '../../src/http/send.ts';
import { makeRequest } from './make-request.ts';

function setUp(authorisation: Authorisation, statuses: readonly number[]) {
  const sent: HttpRequest[] = [];
  const send = authorise(
    authorisation,
    'https://api.test',
  )(async (request) => {
    sent.push(request);
    return { status: statuses[sent.length - 1] ?? 200, headers: {}, text: '' };
  });
  return { send, sent, proofs: () => sent.map(({ headers }) => headers['authorization']) };
}

const request = makeRequest('https://api.test/x', { method: 'POST', headers: { accept: 'text/plain' } });

it('adds the proof to what the request has', async () => {
  const { send, sent } = setUp({ headers: async () => ({ authorization: 'one' }) }, []);
  await send(request);
  expect(sent[0]?.headers).toEqual({ accept: 'text/plain', authorization: 'one' });
});

it('renews a refused proof once', async () => {
  const authorisation = {
    headers: async () => ({ authorization: 'one' }),
    renewed: async () => ({ authorization: 'two' }),
  };
  const { send, proofs } = setUp(authorisation, [401, 401, 200]);
  expect(await send(request)).toMatchObject({ status: 401 });
  expect(proofs()).toEqual(['one', 'two']);
});

it.each([403, 404, 500])('sends nothing again after %i, with whatever proof', async (status) => {
  const authorisation = {
    headers: async () => ({ authorization: 'one' }),
    renewed: async () => ({ authorization: 'two' }),
  };
  const { send, proofs } = setUp(authorisation, [status, 200]);
  expect(await send(request)).toMatchObject({ status });
  expect(proofs()).toEqual(['one']);
});

it('gives the 401 back where there is nothing to renew', async () => {
  const { send, proofs } = setUp({ headers: async () => ({ authorization: 'one' }) }, [401]);
  expect(await send(request)).toMatchObject({ status: 401 });
  expect(proofs()).toEqual(['one']);
});

it('does not even ask for a proof for another origin', async () => {
  const headers = () => Promise.reject(new Error('asked'));
  const { send, proofs } = setUp({ headers }, []);
  await send(makeRequest('https://api.test:444/x'));
  await send(makeRequest('http://api.test/x'));
  expect(proofs()).toEqual([undefined, undefined]);
});
