import pg from 'pg';

export const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export async function bookById(id) {
  const { rows } = await database.query('SELECT * FROM books WHERE id = $1', [id]);
  return rows[0];
}
