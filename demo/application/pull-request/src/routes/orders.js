import { Router } from 'express';
import { database } from '../database.js';
import { hashPassword } from '../passwords.js';

export const orders = Router();

orders.post('/', async (request, response) => {
  const { book, customer, password } = request.body;
  const { rows } = await database.query(
    'INSERT INTO orders (book, customer, secret) VALUES ($1, $2, $3) RETURNING id',
    [book, customer, hashPassword(password)],
  );
  response.status(201).json({ id: rows[0].id });
});
