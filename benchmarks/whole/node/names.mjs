import { availableParallelism } from "node:os";
import pg from "pg";

const pool = new pg.Pool({
  host: "127.0.0.1",
  port: process.env.DB_PORT,
  user: "postgres",
  password: "postgres",
  database: "postgres",
  max: Math.max(1, Math.floor(10 / availableParallelism())),
});

export async function nameOf(id) {
  const { rows } = await pool.query({ name: "name", text: "select full_name from users where id = $1", values: [id] });
  return { full_name: rows[0].full_name };
}
