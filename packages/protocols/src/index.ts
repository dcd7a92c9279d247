export { createMailClient } from "./mail/create-mail-client.ts";
export { createSqlClient } from "./postgres/create-sql-client.ts";
export { createSqliteClient } from "./sqlite/create-sqlite-client.ts";
