import { Router } from 'express';
import { bookById, database } from '../database.js';

export const books = Router();

books.get('/:id', async (request, response) => {
  const book = await bookById(request.params.id);
  if (book === undefined) return response.status(404).json({ error: 'no such book' });
  return response.json(book);
});

// An old problem: the pull request does not touch it.
books.get('/by-author/:author', async (request, response) => {
  const { rows } = await database.query(`SELECT * FROM books WHERE author = '${request.params.author}'`);
  response.json(rows);
});

books.get('/search', (request, response) => {
  response.json({ words: request.query.words });
});

books.get('/sorted', async (request, response) => {
  const { rows } = await database.query('SELECT * FROM books ORDER BY ' + request.query.column);
  response.json(rows);
});

books.get('/:id/cover', async (request, response) => {
  const cover = await fetch(request.query.from);
  response.type('image/png').send(Buffer.from(await cover.arrayBuffer()));
});
