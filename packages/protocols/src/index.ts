export { createSqlClient } from "./postgres/create-sql-client.ts";
