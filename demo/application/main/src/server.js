import express from 'express';
import { books } from './routes/books.js';
import { orders } from './routes/orders.js';

const app = express();
app.use(express.json());
app.use('/books', books);
app.use('/orders', orders);
app.listen(Number(process.env.PORT ?? 3000));
