import { createHash } from 'node:crypto';
import { Router } from 'express';
import { database } from '../database.js';

export const orders = Router();

// An old problem: the pull request moves this function to a file of its own.
export function hashPassword(password) {
  return createHash('md5').update(password).digest('hex');
}

orders.post('/', async (request, response) => {
  const { book, customer, password } = request.body;
  const { rows } = await database.query(
    'INSERT INTO orders (book, customer, secret) VALUES ($1, $2, $3) RETURNING id',
    [book, customer, hashPassword(password)],
  );
  response.status(201).json({ id: rows[0].id });
});
