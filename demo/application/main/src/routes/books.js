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

// Another old one: the pull request mends it.
books.get('/search', (request, response) => {
  response.send('<h1>Results for ' + request.query.words + '</h1>');
});
